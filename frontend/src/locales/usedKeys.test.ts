import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as enums from '@/graphql/generated/enums'
import * as operations from '@/graphql/generated/operations'
import { first } from './zh/first'
import { officer } from './zh/officer'
import { workflow } from './zh/workflow'

const source = globSync('src/**/*.{ts,vue}')
  .filter((path) => !path.endsWith('.test.ts') && !path.startsWith('src/graphql/generated/'))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')
const written = new Set(source.match(/(?<=['"`])[A-Za-z]\w*(\.\w+)+(?=['"`])/g))
/** Keys that are put together: `` `case.due.${state}` `` reads every key with one more word there. */
const patterns = [...new Set(source.match(/(?<=`)[A-Za-z]\w*\.([\w.]|\$\{[^}]*\})*\$\{[^}]*\}[\w.]*(?=`)/g))].map(
  (template) => new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '\\w+')}$`),
)
/** Values of the contract are printed in the dossier, too. */
const values = new Set(Object.entries(enums).flatMap(([name, each]) => each.map((value) => `${name}.${value}`)))
/** Sent at once or not at all: a key is shown only once; a person without a name has no outbox for an objection. */
const AT_ONCE = ['CreateDevice', 'ObjectAnonymously']

describe('the words of the pages', () => {
  it('are all read by a page', () => {
    const keys = Object.keys({ ...first, ...workflow, ...officer })
    const unread = keys.filter((key) => !written.has(key) && !values.has(key) && !patterns.some((pattern) => pattern.test(key)))
    expect(unread).toEqual([])
  })

  it('name every step that can wait in the outbox', () => {
    const mutations = Object.values(operations).filter(({ kind }) => kind === 'mutation')
    expect(mutations.map(({ name }) => name).filter((name) => !AT_ONCE.includes(name) && !(`operation.${name}` in workflow))).toEqual([])
  })
})
