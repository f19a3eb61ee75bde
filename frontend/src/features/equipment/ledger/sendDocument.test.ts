import { beforeEach, expect, it, vi } from 'vitest'
import { signedFetch } from '@/graphql/http'
import { sendDocument } from './sendDocument'

vi.mock('@/graphql/http', () => ({ signedFetch: vi.fn() }))
const answer = vi.mocked(signedFetch)
const file = new File(['%PDF-1.7'], '验收单.pdf')

beforeEach(() => answer.mockReset())

it('names the photos that the pages of a PDF became', async () => {
  answer.mockResolvedValue(new Response('{"pages": ["a", "b"]}', { status: 201 }))

  expect(await sendDocument('m', file)).toEqual({ kind: 'sent', pages: ['a', 'b'] })
  expect(answer.mock.calls[0]?.[0]).toMatch(/^\/photos\/documents\/m\/[0-9a-f]{64}$/)
})

it('says why a file is refused, and that nobody answered', async () => {
  answer.mockResolvedValueOnce(new Response('{"code": "DOCUMENT_TOO_LONG"}', { status: 422 }))
  answer.mockRejectedValueOnce(new TypeError('offline'))

  expect(await sendDocument('m', file)).toEqual({ kind: 'failed', code: 'DOCUMENT_TOO_LONG' })
  expect(await sendDocument('m', file)).toEqual({ kind: 'failed', code: null })
})
