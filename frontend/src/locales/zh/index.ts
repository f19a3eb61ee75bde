import enums from './enums.json'
import errors from './errors.json'
import screens from './screens.json'
import shell from './shell.json'

export const zh = { ...shell, ...enums, ...errors, ...screens }
