import anonymous from './loop/anonymous.json'
import closing from './loop/case.json'
import echo from './loop/echo.json'
import links from './loop/links.json'
import record from './loop/record.json'
import rounds from './loop/rounds.json'

export const loop = { ...anonymous, ...echo, ...links, ...closing, ...record, ...rounds }
