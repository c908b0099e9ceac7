// A GET request in the background, and one that waits.
const ADDRESS = "https://example.com/status";

function report(response) {
    if (response.statuscode != 200) server.log("Error response: " + response.statuscode);
}

http.get(ADDRESS, { Accept = "text/plain" }).sendasync(report);
report(http.get(ADDRESS).sendsync());
