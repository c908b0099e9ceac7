"""The names that developer.electricimp.com/api documents, by the object that has them; an agent's come after `agent: `.

A name without a stub that stands here is not simulated: a program finds that it does not exist.
"""

from __future__ import annotations

DOCUMENTED = {
    "imp": "wakeup cancelwakeup onidle sleep deepsleepfor deepsleepuntil reset info environment configparams"
    " getmemoryfree getsoftwareversion getbootromversion onunhandledexception scanwifinetworks"
    " getpowersave setpowersave getcountry setcountry setwificonfiguration setstaticnetworkconfiguration"
    " setproxy clearconfiguration setuserconfiguration getuserconfiguration setsendbuffersize"
    " enableblinkup setenroltokens enablerescuepin getssid getbssid getchannel getmacaddress rssi getrssi"
    " getethernetspeed configure getpoweren setpoweren",
    "imp.net": "info configurewps getwifihints setwifihints latchwifipower getcellinfo setserverinterfaces"
    " getcurrentconfig open",
    "server": "log error connect connectwith disconnect isconnected flush restart onunexpecteddisconnect onshutdown"
    " setsendtimeoutpolicy sleepfor sleepuntil expectonlinein expectonlineat bless factoryblinkup show",
    "hardware": "getdeviceid lightlevel voltage vbat millis micros wakereason configure getimpeeid",
    "spi": "configure write writeread readblob readstring read chipselect disable",
    "uart": "configure read readblob readstring write flush disable flags settxfifosize setrxfifosize settxactive",
    "i2c": "configure read write readerror disable",
    "sampler": "configure start stop reset getsampleratehz",
    "fixedfrequencydac": "configure start stop addbuffer",
    "dfsdm": "configure start stop reset getsampleratehz",
    "pin": "configure read write disable getdelay getperiod",
    "spiflash": "enable disable size chipid info setspeed read readintoblob write erasesector",
    "bluetooth": "open",
    "gnss": "open",
    "gnsssession": "getstate enable disable readposition",
    "gnssassist": "load read enable reset",
    "btinstance": "address close startadvertise stopadvertise startscan stopscan setscanparams setscanfilter servegatt"
    " onconnect setsecurity getsecuritycode",
    "btconnection": "address close onclose security",
    "usb": "configure disable controltransfer openendpoint generaltransfer",
    "interface": "getstate getiptable openudp close",
    "udpsocket": "send onreceive getlocalport close",
    "agent": "on send",
    "agent: imp": "wakeup cancelwakeup sleep environment configparams getmemoryfree getsoftwareversion"
    " onunhandledexception",
    "agent: server": "log error save load restart onshutdown",
    "agent: device": "on send isconnected onconnect ondisconnect info",
    "agent: http": "request get post put httpdelete jsonencode jsondecode urlencode urldecode base64encode"
    " base64decode onrequest agenturl requeststream poststream putstream",
    "agent: http.hash": "md5 sha1 sha256 sha512 hmacmd5 hmacsha1 hmacsha256 hmacsha512",
    "httprequest": "sendsync sendasync cancel setvalidation",
    "httpresponse": "send header",
    "httpstream": "send closesync closeasync cancel setvalidation",
    "crypto": "sha256 hmacsha256 equals",
    "agent: crypto": "equals sign verify",
    "agent: amqp": "createmessage createbinarymessage openconnection",
    "agent: mqtt": "createclient",
    "mqttclient": "connect connectionstate createmessage disconnect onconnect onconnectionlost onmessage subscribe"
    " unsubscribe",
    "mqttmessage": "sendasync",
}
