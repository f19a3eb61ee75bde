import anonymous from './loop/anonymous.json'
import archive from './loop/archive.json'
import board from './loop/board.json'
import closing from './loop/case.json'
import echo from './loop/echo.json'
import guard from './loop/guard.json'
import lanes from './loop/lanes.json'
import links from './loop/links.json'
import policy from './loop/policy.json'
import record from './loop/record.json'
import rounds from './loop/rounds.json'
import supervision from './loop/supervision.json'

export const loop = {
  ...anonymous,
  ...archive,
  ...board,
  ...closing,
  ...echo,
  ...guard,
  ...lanes,
  ...links,
  ...policy,
  ...record,
  ...rounds,
  ...supervision,
}
