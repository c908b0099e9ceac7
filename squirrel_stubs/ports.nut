/**
 * The class of what a program took from the server in the time before agents; programs extend it. Nothing ever comes.
 * @models -impC001
 * @source https://developer.electricimp.com/node/2366
 * @assumed it outlived the server's side of it, as imp.configure() did; its constructor takes up to two arguments
 */
InputPort <- null;

/**
 * The class of what a program gave the server in the time before agents; set() has no effect any more.
 * @models -impC001
 * @source https://developer.electricimp.com/node/2366
 * @assumed it outlived the server's side of it, as imp.configure() did; a name and a type, both optional
 */
OutputPort <- null;
