import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { REFUSALS } from './refusals'

const FOLDER = resolve('../locales/zh')
const WRITES = /^(equipment|people|sensors|sites)\.|^(?:risks|roster)$/
/** Nothing of these comes from a cell: passwords and codes are never in a workbook. */
const OF_THE_PERSON = ['people.accounts', 'people.first_run']

describe('the words for a refused cell', () => {
  it('are those of every noun that a workbook writes', () => {
    const refusing = readdirSync(FOLDER)
      .map((file) => file.replace('.json', ''))
      .filter((name) => WRITES.test(name) && !OF_THE_PERSON.includes(name))
      .filter((name) =>
        Object.keys(JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as object).some((key) => /^error\./.test(key)),
      )
    expect([...REFUSALS].sort()).toEqual(refusing.sort())
  })
})
