// Base64: bytes to one line of text, and back; what is none gives an empty blob (/node/2462).
server.log(http.base64encode("") == ""); // expect: true
server.log(http.base64encode("hello, world")); // expect: aGVsbG8sIHdvcmxk
server.log(http.base64encode("\xff\xfe")); // expect: //4=
local data = blob(3);
data.seek(2);
server.log(http.base64encode(data)); // expect: AAAA
server.log(http.base64encode(blob(60)).len()); // expect: 80
server.log(http.base64decode("//4=").tostring() == "\xff\xfe"); // expect: true
server.log(typeof http.base64decode("aGk=") + http.base64decode("aGk=").tostring()); // expect: blobhi
server.log(http.base64decode("aGk").tostring() + http.base64decode("aG\r\nk=").tostring()); // expect: hihi
server.log(http.base64decode(http.base64decode("YUdrPQ==")).tostring()); // expect: hi
foreach (text in ["*", "a", "aGk=aGk=", "aGk===", "a-b_", "é"]) if (http.base64decode(text).len()) server.log("took " + text);
try { http.base64encode(5); } catch (e) server.log(e); // expect: parameter 1 has an invalid type 'integer' ; expected: 'string|instance'
// The gists of the hashes.
local text = "The quick brown fox jumps over the lazy dog";
local hash = http.hash.md5(text), digits = "";
foreach (byte in hash) digits += format("%02X", byte);
server.log("Hex: 0x" + digits); // expect: Hex: 0x9E107D9D372BB6826BD81D3542A419D6
server.log(http.base64encode(http.hash.sha256(text))); // expect: 16j7swfXgJRpypq8sAguT41WUeRtPNt2LQLQvzfJ5ZI=
server.log(http.base64encode(http.hash.hmacsha256(text, "key"))); // expect: 97yD9DBThCSxMpjmqm+xQ+9NWaFJRhdZl0edvC0aPNg=
