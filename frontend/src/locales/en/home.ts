/* Written by `npm run codegen` from the files of locales/. */
import alerts from '@locales/en/alerts.json'
import alertsAlarm from '@locales/en/alerts.alarm.json'
import alertsAnswers from '@locales/en/alerts.answers.json'
import appNotes from '@locales/en/app.notes.json'
import appPlaces from '@locales/en/app.places.json'
import cases from '@locales/en/cases.json'
import deadlines from '@locales/en/deadlines.json'
import hazards from '@locales/en/hazards.json'
import sensors from '@locales/en/sensors.json'
import worklist from '@locales/en/worklist.json'

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
