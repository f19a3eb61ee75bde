import closing from './loop/case.json'
import policy from './loop/policy.json'
import record from './loop/record.json'
import rounds from './loop/rounds.json'
import supervision from './loop/supervision.json'
import thread from './loop/thread.json'

export const loop = { ...closing, ...policy, ...record, ...rounds, ...supervision, ...thread }
