import type { Ref } from 'vue'
import { useRouter } from 'vue-router'
import { useSubmit } from '@/features/outbox/useSubmit'
import type { HazardCategory } from '@/graphql/generated/enums'
import { ReportAnonymously, ReportHazard } from '@/graphql/generated/operations'
import type { ReportAnonymouslyInput } from '@/graphql/generated/types'
import { t, text } from '@/shared/i18n'
import { clockOffset } from '@/shared/now'
import { evidence } from '@/shared/photo'
import { forgetKey, hashOfKey, keepKey, makeKey } from './anonymous/followKey'
import { missingOf, type Place, type ReportForm } from './reportRules'

function contentOf({ kind, isSerious, description }: ReportForm, place: Place, category: HazardCategory) {
  return {
    category,
    kind,
    isSerious,
    description: description.trim(),
    ...(place.kind === 'area' ? { areaId: place.id } : { equipmentCode: place.id }),
    capturedAt: new Date().toISOString(),
  }
}

/** The ways a report leaves: with a name, or (where there is a pass of the site) without one. */
export function useReportSending(form: Ref<ReportForm>, key: string, passOf: () => string | null, clear: () => Promise<void>) {
  const router = useRouter()
  const { submit, isBusy } = useSubmit()

  async function send(): Promise<void> {
    const { place, category, photos, voice } = form.value
    if (!place || !category || missingOf({ ...form.value, isAnonymous: passOf() !== null })) return
    const title = `${t(`HazardCategory.${category}`)} · ${text(place.name)}`
    const input = contentOf(form.value, place, category)
    const sitePass = passOf()
    if (sitePass) return sendAnonymously(input, title, sitePass)
    const answer = await submit(
      ReportHazard,
      {
        ...input,
        riskEventId: form.value.risk?.id ?? null,
        clockOffsetSeconds: Math.round(clockOffset.value / 1000),
        photos: photos.map(evidence),
        voice: voice && { sha256: voice.sha256, seconds: voice.seconds, takenAt: voice.takenAt },
      },
      {
        about: { kind: 'hazard', id: crypto.randomUUID(), title, route: '/hazards' },
        photos: [...photos, ...(voice ? [voice] : [])],
        draft: { key, value: form.value },
      },
    )
    if (answer.kind === 'refused') return
    await clear()
    await router.replace(
      answer.kind === 'accepted'
        ? { path: `/hazards/${answer.data.reportHazard.id}`, query: { sent: '1' } }
        : { path: '/hazards', query: { view: 'mine', sent: '1' } },
    )
  }

  /** The key is made and kept here before anything leaves, so it is there offline too. Where a photo was taken, and a voice,
   * stay on the phone. */
  async function sendAnonymously(
    input: Omit<ReportAnonymouslyInput, 'operationId' | 'sitePass' | 'keyHash' | 'photos'>,
    title: string,
    sitePass: string,
  ): Promise<void> {
    const { photos } = form.value
    const followKey = makeKey()
    await keepKey(followKey, title)
    const answer = await submit(
      ReportAnonymously,
      { ...input, sitePass, keyHash: await hashOfKey(followKey), photos: photos.map(({ sha256 }) => ({ sha256 })) },
      {
        about: { kind: 'hazard', id: crypto.randomUUID(), title, route: '/follow' },
        photos,
        draft: { key, value: form.value },
        sitePass,
        done: t('anonymous.done'),
      },
    )
    if (answer.kind === 'refused') return forgetKey(followKey)
    await clear()
    await router.replace('/follow')
  }

  return { send, isBusy }
}
