/** As many rows, the most urgent ones, a phone takes along for when it has no network. */
export const TAKEN_ALONG = 500
