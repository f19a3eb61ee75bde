import { beforeEach, expect, test } from 'vitest'
import { forgetSnapshots } from '@/graphql/forgetSnapshots'
import { keyOf, readSnapshot, writeSnapshot } from '@/graphql/snapshots'
import { forgetDatabase, readMeta, withDatabase, writeMeta } from '@/shared/db'
import { keepPages, noteChecked, OtherPerson, readPacked, trim, type PackedPage } from './packStore'

const SHAPE = 'shape-1'
const page = (id: string, words = ''): PackedPage => ({
  mark: `A${id}`,
  answers: [{ name: 'Alert', variables: { id }, data: { alert: { id, words } } }],
})
const keyTo = (id: string): string => keyOf('alice', 'Alert', { id })
const all = () => withDatabase((db) => db.getAllKeys('snapshots'))

beforeEach(async () => {
  await forgetDatabase()
  await writeMeta('userId', 'alice')
})

test('a page opens from the pack under the question that it asks', async () => {
  await keepPages(await readPacked('alice', SHAPE), [page('1')])

  expect((await readSnapshot(keyTo('1')))?.data).toEqual({ alert: { id: '1', words: '' } })
  expect((await readPacked('alice', SHAPE)).marks).toEqual({ A1: [keyTo('1')] })
})

test('what came twice is there once', async () => {
  const packed = await keepPages(await readPacked('alice', SHAPE), [page('1')])
  await keepPages(packed, [page('1', 'again')])

  expect(await all()).toEqual([keyTo('1')])
  expect((await readSnapshot(keyTo('1')))?.data).toEqual({ alert: { id: '1', words: 'again' } })
})

test('one that dies while it writes leaves neither a page nor its mark, and asks for both again', async () => {
  const packed = await keepPages(await readPacked('alice', SHAPE), [page('1')])
  const unwritable: PackedPage = { mark: 'A3', answers: [{ name: 'Alert', variables: { id: '3' }, data: Symbol('no row') }] }

  await expect(keepPages(packed, [page('2'), unwritable])).rejects.toThrow()
  expect(await all()).toEqual([keyTo('1')])
  expect((await readPacked('alice', SHAPE)).marks).toEqual({ A1: [keyTo('1')] })
})

test('of an answer that the server has confirmed the age is that of the confirmation', async () => {
  const packed = await keepPages(await readPacked('alice', SHAPE), [page('1')])
  const later = Date.now() + 60_000
  await noteChecked(packed, ['A1'], later)
  await writeSnapshot(keyOf('alice', 'Home', {}), {})

  expect((await readSnapshot(keyTo('1')))?.savedAt).toBe(later)
  expect((await readSnapshot(keyOf('alice', 'Home', {})))?.savedAt).toBeLessThan(later)
})

test('what left the pack is not confirmed any more, nor asked for again by its old mark', async () => {
  const packed = await keepPages(await readPacked('alice', SHAPE), [page('1'), page('2')])
  const later = Date.now() + 60_000
  await noteChecked(packed, ['A2'], later)

  expect((await readSnapshot(keyTo('1')))?.savedAt).toBeLessThan(later)
  expect(Object.keys((await readPacked('alice', SHAPE)).marks)).toEqual(['A2'])
})

test('a page that was looked at meanwhile stays in the pack', async () => {
  const packed = await keepPages(await readPacked('alice', SHAPE), [page('1')])
  await writeSnapshot(keyTo('1'), { alert: { id: '1', words: 'seen' } })
  const later = Date.now() + 60_000
  await noteChecked(packed, ['A1'], later)

  expect(await readSnapshot(keyTo('1'))).toEqual({ data: { alert: { id: '1', words: 'seen' } }, savedAt: later })
})

test('nothing is written for somebody who is not signed in here any more', async () => {
  const packed = await readPacked('alice', SHAPE)
  await writeMeta('userId', 'bob')

  await expect(keepPages(packed, [page('1')])).rejects.toBeInstanceOf(OtherPerson)
  await noteChecked(packed, ['A1'], 1)
  expect(await all()).toEqual([])
  expect((await readPacked('bob', SHAPE)).marks).toEqual({})
})

test('another app, which asks for other fields, begins anew', async () => {
  await keepPages(await readPacked('alice', SHAPE), [page('1')])

  expect((await readPacked('alice', 'shape-2')).marks).toEqual({})
})

test('where the room ends, what was only looked at goes first, then the end of the pack', async () => {
  const long = 'x'.repeat(10_000)
  await writeSnapshot(keyOf('alice', 'Board', {}), long)
  const packed = await keepPages(await readPacked('alice', SHAPE), [page('1', long), page('2', long)])
  const room = await trim(packed, ['A1', 'A2'], 50_000)
  const tight = await trim(room, ['A1', 'A2'], 30_000)

  expect(Object.keys(room.marks)).toEqual(['A1', 'A2'])
  expect(Object.keys(tight.marks)).toEqual(['A1'])
  expect(await all()).toEqual([keyTo('1')])
})

test('signing out leaves nothing of the site, and every job', async () => {
  await keepPages(await readPacked('alice', SHAPE), [page('1')])
  await noteChecked(await readPacked('alice', SHAPE), ['A1'], 5)
  await forgetSnapshots()

  expect(await all()).toEqual([])
  expect(await readMeta('pack')).toBeUndefined()
  expect(await readMeta('packCheckedAt')).toBeUndefined()
})
