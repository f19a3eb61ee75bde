import closing from './loop/case.json'
import record from './loop/record.json'
import rounds from './loop/rounds.json'
import thread from './loop/thread.json'

export const loop = { ...closing, ...record, ...rounds, ...thread }
