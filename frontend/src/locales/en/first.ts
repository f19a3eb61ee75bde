/* Written by `npm run codegen` from the files of locales/. */
import alerts from '@locales/en/alerts.json'
import app from '@locales/en/app.json'
import cases from '@locales/en/cases.json'
import core from '@locales/en/core.json'
import deadlines from '@locales/en/deadlines.json'
import demo from '@locales/en/demo.json'
import equipment from '@locales/en/equipment.json'
import errors from '@locales/en/errors.json'
import hazards from '@locales/en/hazards.json'
import outbox from '@locales/en/outbox.json'
import people from '@locales/en/people.json'
import photos from '@locales/en/photos.json'
import readings from '@locales/en/readings.json'
import sensors from '@locales/en/sensors.json'
import sites from '@locales/en/sites.json'
import worklist from '@locales/en/worklist.json'
import type { first as zh } from '../zh/first'

export const first = {
  ...alerts,
  ...app,
  ...cases,
  ...core,
  ...deadlines,
  ...demo,
  ...equipment,
  ...errors,
  ...hazards,
  ...outbox,
  ...people,
  ...photos,
  ...readings,
  ...sensors,
  ...sites,
  ...worklist,
} satisfies Record<keyof typeof zh, string>
