// getinfos of closures and natives.
show(@() print.getinfos()) // expect: {"paramscheck"=2, "native"=true, "typecheck"=null, "name"="print"}
show(@() array.getinfos()) // expect: {"paramscheck"=-2, "native"=true, "typecheck"=[-1, 6], "name"="array"}
show(@() "".slice.getinfos()) // expect: {"paramscheck"=-1, "native"=true, "typecheck"=[16, 6, 6], "name"="slice"}
show(@() "".find.getinfos()) // expect: {"paramscheck"=-2, "native"=true, "typecheck"=[16, 16, 6], "name"="find"}
show(@() [].map.getinfos()) // expect: {"paramscheck"=2, "native"=true, "typecheck"=[64, 768], "name"="map"}
show(@() ({}).setdelegate.getinfos()) // expect: {"paramscheck"=2, "native"=true, "typecheck"=[-1, 33], "name"="setdelegate"}
show(@() (1).tointeger.getinfos()) // expect: {"paramscheck"=1, "native"=true, "typecheck"=[14], "name"="tointeger"}
show(@() dummy.getinfos()) // expect: {"paramscheck"=0, "native"=true, "typecheck"=null, "name"="dummy"}
show(@() callee.getinfos()) // expect: {"paramscheck"=0, "native"=true, "typecheck"=null, "name"="callee"}
show(@() format.getinfos()) // expect: {"paramscheck"=-2, "native"=true, "typecheck"=[-1, 16], "name"="format"}
show(@() rand.getinfos()) // expect: {"paramscheck"=1, "native"=true, "typecheck"=null, "name"="rand"}
show(@() date.getinfos()) // expect: {"paramscheck"=-1, "native"=true, "typecheck"=[-1, 6, 6], "name"="date"}
show(@() blob.resize.getinfos()) // expect: {"paramscheck"=2, "native"=true, "typecheck"=[32768, 6], "name"="resize"}
show(@() blob.constructor.getinfos()) // expect: {"paramscheck"=-1, "native"=true, "typecheck"=[32768, 6], "name"="constructor"}
show(@() regexp.constructor.getinfos()) // expect: {"paramscheck"=2, "native"=true, "typecheck"=[-1, 16], "name"="constructor"}
show(@() regexp.search.getinfos()) // expect: {"paramscheck"=-2, "native"=true, "typecheck"=[32768, 16, 6], "name"="search"}
show(@() print.bindenv.getinfos()) // expect: {"paramscheck"=2, "native"=true, "typecheck"=[768, 49184], "name"="bindenv"}
show(@() ({}).len.getinfos()) // expect: {"paramscheck"=1, "native"=true, "typecheck"=[32], "name"="len"}
show(@() ({}).weakref.getinfos()) // expect: {"paramscheck"=1, "native"=true, "typecheck"=null, "name"="weakref"}
show(@() ({}).clear.getinfos()) // expect: {"paramscheck"=1, "native"=true, "typecheck"=[-1], "name"="clear"}
show(@() sqrt.getinfos()) // expect: {"paramscheck"=2, "native"=true, "typecheck"=[-1, 6], "name"="sqrt"}
show(@() (function(){}).bindenv(this).getinfos().native) // expect: false
show(@() print.bindenv(this).getinfos()) // expect: {"paramscheck"=2, "native"=true, "typecheck"=null, "name"="print"}
show(@() compilestring("return callee().getinfos().src")()) // expect: "unnamedbuffer"
show(@() compilestring("return callee().getinfos().name")()) // expect: "main"
show(@() compilestring("return callee().getinfos().src", "nm")()) // expect: "nm"
show(@() compilestring("return vargv.len()").getinfos()) // expect: {"name"="main", "defparams"=[], "native"=false, "varargs"=1, "src"="unnamedbuffer", "parameters"=["this", "vargv", "..."]}
show(function() { local e = {}; return print.bindenv(e).getinfos().name }) // expect: "print"
