import { describe, expect, it } from 'vitest'
import { classifyMutation, classifyPhoto } from './classify'

const failure = (code: string) => ({ data: null, errors: [{ message: 'no', extensions: { code } }] })

describe('the answer to a mutation', () => {
  it('is accepted only with data', () => {
    expect(classifyMutation(200, { data: { acknowledgeAlert: { id: '1' } } })).toMatchObject({ kind: 'accepted' })
  })

  it('of a captive portal does not count as delivered', () => {
    expect(classifyMutation(200, null)).toMatchObject({ kind: 'unreachable' })
    expect(classifyMutation(200, { welcome: 'please log in' })).toMatchObject({ kind: 'unreachable' })
  })

  it.each([408, 429, 500, 502, 503, 504])('with status %i is tried again', (status) => {
    expect(classifyMutation(status, null)).toMatchObject({ kind: 'unreachable' })
  })

  it('keeps the time the server asked for', () => {
    expect(classifyMutation(429, null, 9000)).toEqual({ kind: 'unreachable', code: 'BUSY', retryAfter: 9000 })
  })

  it('with a rule of the domain is refused by its code', () => {
    expect(classifyMutation(200, failure('SAME_PERSON'))).toEqual({ kind: 'refused', code: 'SAME_PERSON' })
    expect(classifyMutation(400, failure('INVALID_INPUT'))).toEqual({ kind: 'refused', code: 'INVALID_INPUT' })
  })

  it('that asks for the password is neither refused nor lost', () => {
    expect(classifyMutation(200, failure('STEP_UP_NEEDED'))).toEqual({ kind: 'unproven' })
  })

  it.each(['UNAUTHENTICATED', 'SESSION_REVOKED'])('%s asks for a sign-in', (code) => {
    expect(classifyMutation(200, failure(code))).toEqual({ kind: 'unauthenticated' })
  })

  it('of a server that cannot save at the moment keeps all others waiting, too', () => {
    expect(classifyMutation(200, failure('UNAVAILABLE'))).toEqual({ kind: 'unreachable', code: 'UNREACHABLE' })
    expect(classifyMutation(503, failure('UNAVAILABLE'), 5000)).toEqual({ kind: 'unreachable', code: 'BUSY', retryAfter: 5000 })
  })

  it.each(['PHOTO_MISSING', 'OPERATION_UNKNOWN', 'INTERNAL'])('%s is tried again without stopping the others', (code) => {
    expect(classifyMutation(200, failure(code))).toEqual({ kind: 'failed', code })
  })
})

describe('an answer that says there was too much', () => {
  it('keeps the job, and the time the server asked for', () => {
    const errors = [{ message: 'no', extensions: { code: 'TOO_MANY_ATTEMPTS', retryAfterSeconds: 1800 } }]
    expect(classifyMutation(200, { data: null, errors })).toEqual({
      kind: 'failed',
      code: 'TOO_MANY_ATTEMPTS',
      retryAfter: 1_800_000,
    })
  })

  it('to a photo lets those without one go on', () => {
    expect(classifyPhoto(429, { code: 'TOO_MANY_ATTEMPTS' }, 60_000)).toEqual({
      kind: 'failed',
      code: 'TOO_MANY_ATTEMPTS',
      retryAfter: 60_000,
    })
    expect(classifyPhoto(429, null, 60_000)).toMatchObject({ kind: 'unreachable' })
  })
})

describe('the answer to a photo', () => {
  it.each([200, 201])('with status %i lets the job go on', (status) => {
    expect(classifyPhoto(status, {})).toBeNull()
  })

  it('that is no image is refused for good', () => {
    expect(classifyPhoto(415, { code: 'PHOTO_NOT_AN_IMAGE' })).toEqual({ kind: 'refused', code: 'PHOTO_NOT_AN_IMAGE' })
  })

  it('from a proxy that knows no codes is tried again', () => {
    expect(classifyPhoto(404, null)).toMatchObject({ kind: 'unreachable' })
  })
})
