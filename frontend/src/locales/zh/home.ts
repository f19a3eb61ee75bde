/* Written by `npm run codegen` from the files of locales/. */
import alerts from '@locales/zh/alerts.json'
import alertsAlarm from '@locales/zh/alerts.alarm.json'
import alertsAnswers from '@locales/zh/alerts.answers.json'
import appNotes from '@locales/zh/app.notes.json'
import appPlaces from '@locales/zh/app.places.json'
import cases from '@locales/zh/cases.json'
import deadlines from '@locales/zh/deadlines.json'
import hazards from '@locales/zh/hazards.json'
import sensors from '@locales/zh/sensors.json'
import worklist from '@locales/zh/worklist.json'

export default {
  ...alerts,
  ...alertsAlarm,
  ...alertsAnswers,
  ...appNotes,
  ...appPlaces,
  ...cases,
  ...deadlines,
  ...hazards,
  ...sensors,
  ...worklist,
}
