/* Written by `npm run codegen` from the files of locales/. */
import alerts from '@locales/zh/alerts.json'
import app from '@locales/zh/app.json'
import cases from '@locales/zh/cases.json'
import core from '@locales/zh/core.json'
import deadlines from '@locales/zh/deadlines.json'
import demo from '@locales/zh/demo.json'
import equipment from '@locales/zh/equipment.json'
import errors from '@locales/zh/errors.json'
import hazards from '@locales/zh/hazards.json'
import outbox from '@locales/zh/outbox.json'
import people from '@locales/zh/people.json'
import photos from '@locales/zh/photos.json'
import readings from '@locales/zh/readings.json'
import sensors from '@locales/zh/sensors.json'
import sites from '@locales/zh/sites.json'
import worklist from '@locales/zh/worklist.json'

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
}
