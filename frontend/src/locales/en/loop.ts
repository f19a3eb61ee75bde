import archive from './loop/archive.json'
import closing from './loop/case.json'
import record from './loop/record.json'
import rounds from './loop/rounds.json'
import thread from './loop/thread.json'

export const loop = { ...archive, ...closing, ...record, ...rounds, ...thread }
