// What programs from before agents begin with has no effect.
// expect[imp001]: string
// expect[imp005]: string
// expect[impC001]: gone
// only: imp001 imp005 impC001
print("configure" in imp ? typeof imp.configure("Lamp", [], []) : "gone");
