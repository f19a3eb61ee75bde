import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { keysIn } from '../../scripts/wordSets.mjs'
import * as enums from '@/graphql/generated/enums'
import * as operations from '@/graphql/generated/operations'
import { first } from './zh/first'
import { later } from './zh/later'

const sets = await Promise.all(Object.values(later).map((load) => load()))
const words = Object.assign({}, first, ...sets.map((set) => set.default)) as Record<string, string>

const source = globSync('src/**/*.{ts,vue}')
  .filter((path) => !path.endsWith('.test.ts') && !path.startsWith('src/graphql/generated/'))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')
/** Values of the contract are printed in the dossier, too. */
const values = new Set(Object.entries(enums).flatMap(([name, each]) => each.map((value) => `${name}.${value}`)))
/** Sent at once or not at all: a key is shown only once; a secret is kept on no phone, a code is over soon; a person without a name has no outbox for an objection; what is on a screen is true now. */
const AT_ONCE = [
  'CreateDevice',
  'ObjectAnonymously',
  'NoteAlarmShown',
  'NoteBrowser',
  'MarkReportSeen',
  'AddBeacon',
  'TestBeacon',
  'AddOutlet',
  'ReplayOutlet',
  'TestOutlet',
  'ConfigureChannel',
  'SendChannelTest',
  'SendAddressCode',
  'VerifyAddress',
  'SetQuietHours',
  'SetChannelOrder',
  'SetAlarmsOnly',
]

describe('the words of the pages', () => {
  it('are all read by a page', () => {
    const read = new Set(keysIn(source, Object.keys(words)))
    expect(Object.keys(words).filter((key) => !read.has(key) && !values.has(key))).toEqual([])
  })

  it('name every step that can wait in the outbox', () => {
    const mutations = Object.values(operations).filter(({ kind }) => kind === 'mutation')
    expect(mutations.map(({ name }) => name).filter((name) => !AT_ONCE.includes(name) && !(`operation.${name}` in words))).toEqual([])
  })
})
