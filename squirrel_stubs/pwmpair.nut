/**
 * hardware.pwmpairKD: two pins whose PWM makes one voltage, for fixedfrequencydac.configure().
 * @side instance
 * @models imp004m
 * @source https://developer.electricimp.com/node/2319
 * @assumed it has no members
 */
pwmpair <- {};
