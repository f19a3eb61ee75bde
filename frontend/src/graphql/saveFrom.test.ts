import { beforeEach, expect, test, vi } from 'vitest'
import { saveFrom } from './saveFrom'

const fetched = vi.hoisted(() => vi.fn<(url: string, init: RequestInit) => Promise<Response>>())
const saved = vi.hoisted(() => vi.fn<(name: string, content: ArrayBuffer, type: string) => void>())
vi.mock('./http', () => ({ signedFetch: fetched }))
vi.mock('@/shared/saveFile', () => ({ saveFile: saved }))

const ADDRESS = '/cases/17/dossier.pdf?lang=zh'

beforeEach(() => {
  fetched.mockReset()
  saved.mockReset()
})

test('a file is asked for in the language of the pages and saved under the name given, as what it is', async () => {
  fetched.mockResolvedValue(new Response('%PDF', { headers: { 'content-type': 'application/pdf' } }))

  expect(await saveFrom(ADDRESS, 'CZ-1.pdf')).toBeNull()
  expect(fetched).toHaveBeenCalledWith(ADDRESS, { headers: { 'accept-language': 'zh' } })
  expect(saved).toHaveBeenCalledWith('CZ-1.pdf', expect.anything(), 'application/pdf')
})

test('a file that the server is told to make is called as the server calls it', async () => {
  const named = { 'content-disposition': 'attachment; filename="labels-3x8.pdf"', 'content-type': 'application/pdf' }
  fetched.mockResolvedValue(new Response('%PDF', { headers: named }))

  expect(await saveFrom('/labels/sheet', null, { sheet: '3x8' })).toBeNull()
  expect(fetched).toHaveBeenCalledWith('/labels/sheet', {
    method: 'POST',
    headers: { 'accept-language': 'zh', 'Content-Type': 'application/json' },
    body: '{"sheet":"3x8"}',
  })
  expect(saved).toHaveBeenCalledWith('labels-3x8.pdf', expect.anything(), 'application/pdf')
})

test('a refusal is answered by its code and saves nothing', async () => {
  fetched.mockResolvedValueOnce(Response.json({ code: 'STEP_UP_NEEDED' }, { status: 403 }))
  expect(await saveFrom(ADDRESS, 'CZ-1.pdf')).toBe('STEP_UP_NEEDED')
  expect(saved).not.toHaveBeenCalled()
})

test('a network that is away, before the answer or in its middle, saves nothing', async () => {
  fetched.mockRejectedValueOnce(new TypeError('away'))
  expect(await saveFrom(ADDRESS, 'CZ-1.pdf')).toBe('UNREACHABLE')
  const cut = Object.assign(new Response(), { arrayBuffer: () => Promise.reject(new TypeError('cut')) })
  fetched.mockResolvedValueOnce(cut)
  expect(await saveFrom(ADDRESS, 'CZ-1.pdf')).toBe('UNREACHABLE')
  expect(saved).not.toHaveBeenCalled()
})
