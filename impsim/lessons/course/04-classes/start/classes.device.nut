class Meter {
    name = null;

    constructor(itsName) {
        name = itsName;
    }
}

local kitchen = Meter("kitchen");
server.log(kitchen.name);
