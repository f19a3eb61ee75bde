import anonymous from './loop/anonymous.json'
import closing from './loop/case.json'
import echo from './loop/echo.json'
import guard from './loop/guard.json'
import links from './loop/links.json'
import policy from './loop/policy.json'
import record from './loop/record.json'
import rounds from './loop/rounds.json'
import supervision from './loop/supervision.json'

export const loop = {
  ...anonymous,
  ...closing,
  ...echo,
  ...guard,
  ...links,
  ...policy,
  ...record,
  ...rounds,
  ...supervision,
}
