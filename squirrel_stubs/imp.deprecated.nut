/**
 * Told the server's planner, which is gone, of the program's name and ports: it has no effect.
 * @param name string
 * @param inputs array
 * @param outputs array
 * @returns string
 * @models -impC001
 * @source https://developer.electricimp.com/node/2366
 * @assumed the string that it returns, an empty one; the warning of impCentral is not shown
 */
function imp::configure(name, inputs, outputs) {}

/**
 * Whether the imp's PowerEN pin is driven, which switches the supply of what is beside it.
 * @models imp001 imp002 imp003
 * @returns bool
 * @source https://github.com/electricimp/ElectricImp-Sublime
 * @assumed which models have it, what it returns, and that it is driven at the start
 */
function imp::getpoweren() {}

/**
 * Drives the imp's PowerEN pin, or does not.
 * @models imp001 imp002 imp003
 * @param state bool
 * @returns null
 * @source https://github.com/electricimp/ElectricImp-Sublime
 * @assumed which models have it; it lasts until the next cold boot; nothing simulated hangs on it
 */
function imp::setpoweren(state) {}
