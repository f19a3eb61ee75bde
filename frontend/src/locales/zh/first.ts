/* Written by `npm run codegen` from the files of locales/. */
import app from '@locales/zh/app.json'
import core from '@locales/zh/core.json'
import deadlines from '@locales/zh/deadlines.json'
import errors from '@locales/zh/errors.json'
import outbox from '@locales/zh/outbox.json'
import people from '@locales/zh/people.json'
import sensors from '@locales/zh/sensors.json'

export const first = { ...app, ...core, ...deadlines, ...errors, ...outbox, ...people, ...sensors }
