class Meter {
    _name = "";
    _count = 0;
    _sum = 0;

    constructor(name) {
        _name = name;
    }

    function add(reading) {
        _count += 1;
        _sum += reading;
        return this;
    }

    function sum() {
        return _sum;
    }

    function text() {
        return format("%s: %d readings, sum %d", _name, _count, _sum);
    }
}
