import { defineComponent, h } from 'vue'
import { expect, test } from 'vitest'
import { addWords } from '@/shared/i18n'
import { mount } from '@/shared/test-mount'
import AlarmPeople from './AlarmPeople.vue'
import type { Alarm } from './alarms'

const response = (id: string, answer: string | null = null, shownAt: string | null = null): Alarm['responses'][number] =>
  ({
    ...{ person: { id, name: { zh: id, en: id } }, answer, answeredAt: answer && '2026-12-01T08:00:00Z', shownAt },
    ...{ notifiedAt: '2026-12-01T07:59:00Z', hasToConfirm: false, confirmedAt: null },
  }) as unknown as Alarm['responses'][number]

async function marks(acknowledgedBy: string | null): Promise<string[]> {
  await addWords(['home'])
  const responses = [response('孙悦'), response('李强', null, '2026-12-01T07:59:30Z'), response('王磊'), response('赵敏', 'ON_THE_WAY')]
  const shown = await mount(defineComponent(() => () => h(AlarmPeople, { responses, acknowledgedBy })))
  const found = [...shown.root.querySelectorAll('li')].map(
    (each) => `${each.querySelector('b')?.textContent} ${each.querySelector('svg')?.getAttribute('data-state')}`,
  )
  shown.unmount()
  return found
}

test('who answered it is marked among those who come, also without a word on coming, and behind who does come', async () => {
  expect(await marks('王磊')).toEqual(['赵敏 ON_THE_WAY', '王磊 answered', '孙悦 notified', '李强 shown'])
})

test('nobody is marked as long as nobody has answered', async () => {
  expect(await marks(null)).toEqual(['赵敏 ON_THE_WAY', '孙悦 notified', '李强 shown', '王磊 notified'])
})
