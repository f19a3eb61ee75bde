/* Written by `npm run codegen` from the files of locales/. */
import app from '@locales/zh/app.json'
import core from '@locales/zh/core.json'
import errors from '@locales/zh/errors.json'
import outbox from '@locales/zh/outbox.json'
import people from '@locales/zh/people.json'

export const first = { ...app, ...core, ...errors, ...outbox, ...people }
