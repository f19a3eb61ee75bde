import type { FirstMessages } from '..'
import enums from './enums.json'
import errors from './errors.json'
import screens from './screens.json'
import shell from './shell.json'

export const en: FirstMessages = { ...shell, ...enums, ...errors, ...screens }
