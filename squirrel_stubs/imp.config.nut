/**
 * Stores up to 4096 bytes in flash: they survive everything but another call. What was stored before is gone.
 * @param userData string|instance|null the bytes, as a string or a blob; null clears them
 * @returns null
 * @since 35.7
 * @errors value too long in imp.setuserconfiguration(value)
 * @source https://developer.electricimp.com/api/imp/setuserconfiguration
 * @assumed an instance that is no blob is refused as other types are
 */
function imp::setuserconfiguration(userData) {}

/**
 * What imp.setuserconfiguration() stored.
 * @returns instance|null a new blob, null when nothing is stored
 * @since 35.7
 * @source https://developer.electricimp.com/node/896
 */
function imp::getuserconfiguration() {}

/**
 * Stores what enrolls the imp with the impCloud, as BlinkUp does.
 * @param planID string
 * @param token string
 * @returns null
 * @source https://developer.electricimp.com/api/imp/setenroltokens
 * @assumed it changes nothing here: every imp is enrolled
 */
function imp::setenroltokens(planID, token) {}

/**
 * Sets the Wi-Fi region. Factory firmware only: elsewhere it throws.
 * @param regionCode integer
 * @returns null
 * @models -impC001
 * @errors imp.setcountry() is only available in factory firmware
 * @source https://developer.electricimp.com/manufacturing/api
 * @assumed the text of the error; absent on the impC001, which has no Wi-Fi
 */
function imp::setcountry(regionCode) {}

/**
 * Stores the calibration of the Wi-Fi part. Factory firmware only: elsewhere it throws.
 * @param image instance a blob
 * @returns null
 * @models imp003 imp004m imp005
 * @errors imp.setnvramimage() is only available in factory firmware
 * @source https://developer.electricimp.com/manufacturing/api
 * @assumed the text of the error
 */
function imp::setnvramimage(image) {}

/**
 * Makes cold boots start the program at once, unless the pin is held. Factory firmware only: elsewhere it throws.
 * @param pin any a pin object, null to clear the setting
 * @param polarity integer 0 or 1
 * @returns null
 * @models -imp006
 * @since 36.0
 * @errors imp.setrescuepin() is only available in factory firmware
 * @source https://developer.electricimp.com/node/2499
 * @assumed the text of the error
 */
function imp::setrescuepin(pin, polarity) {}

/**
 * Makes cold boots start the program at once, unless the rescue pin is held. Factory firmware only: elsewhere it throws.
 * @param enable bool
 * @returns null
 * @models imp006
 * @since 42.0
 * @errors imp.enablerescuepin() is only available in factory firmware
 * @source https://developer.electricimp.com/node/3136
 * @assumed the text of the error
 */
function imp::enablerescuepin(enable) {}
