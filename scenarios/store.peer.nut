// A store that tells how many different readings it has.
readings <- {};

function answer(request) {
    if (request.method != "POST") return 405;
    foreach (reading in http.jsondecode(request.body)) readings[reading] <- true;
    return { json = { count = readings.len() }, latency = 0.2 };
}
