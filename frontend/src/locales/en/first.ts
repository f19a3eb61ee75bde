/* Written by `npm run codegen` from the files of locales/. */
import app from '@locales/en/app.json'
import core from '@locales/en/core.json'
import errors from '@locales/en/errors.json'
import outbox from '@locales/en/outbox.json'
import people from '@locales/en/people.json'
import type { first as zh } from '../zh/first'

export const first = { ...app, ...core, ...errors, ...outbox, ...people } satisfies Record<keyof typeof zh, string>
