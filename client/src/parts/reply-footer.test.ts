import { expect, test } from 'vitest'
import { outboxItem } from '#domain/outbox-item.ts'
import type { ReplyFieldsFragment, ReplyState } from '#generated/graphql.ts'
import { footerOfReply, footerOfUnsent, whoAnswered } from './reply-footer.ts'

const now = new Date('2026-03-04T12:00:00Z')

test('a held reply counts down and can be taken back', () => {
  const held = { ...reply('QUEUED'), cancellableUntil: '2026-03-04T12:00:04.200Z' }

  expect(footerOfReply(held, review())).toMatchObject({ text: 'Отправим через 5 с', actions: ['cancel'] })
})

test('a reply that waits for the budget of the key says when its turn comes', () => {
  const at = new Date(2026, 2, 4, 23, 12).toISOString()
  const inLine = { ...reply('QUEUED'), failure: 'RATE' as const, cancellableUntil: at, nextAt: at }

  expect(footerOfReply(inLine, { ...review(), now: new Date(2026, 2, 4, 23, 0) })).toMatchObject({
    text: 'Ожидает отправки',
    note: 'Очередь WB: отправим около 23:12',
    actions: ['edit', 'cancel'],
  })
})

test('a rejection speaks of itself, not of an answer, and has no words to be mended', () => {
  const rejection = { ...reply('QUEUED'), kind: 'REJECTION' as const }
  const held = { ...rejection, cancellableUntil: '2026-03-04T12:00:04.200Z' }
  const failed = { ...rejection, state: 'FAILED' as const }

  expect(footerOfReply(held, review())).toMatchObject({ text: 'Отклоним через 5 с', actions: ['cancel'] })
  expect(footerOfReply({ ...rejection, state: 'SENDING' }, review()).text).toBe('Отклоняем…')
  expect(footerOfReply(failed, review()).actions).toEqual(['retry', 'remove'])
})

test('a rejection that failed speaks of no answer and no text', () => {
  const failed = { ...reply('FAILED'), kind: 'REJECTION' as const, failure: 'INVALID' as const }
  const refused = { type: 'Conflict', reason: 'CHANGED' }

  expect(footerOfReply(failed, review())).toMatchObject({
    text: 'Вопрос не отклонён',
    note: 'WB не принял отклонение. Повторите или отклоните вопрос в кабинете WB.',
  })
  expect(footerOfReply({ ...failed, state: 'MODERATION_REJECTED' }, review())).toMatchObject({
    text: 'Вопрос не отклонён',
    note: 'WB не принял отклонение. Отклоните вопрос в кабинете WB',
    actions: ['remove'],
  })
  expect(footerOfReply({ ...failed, failure: 'SCOPE' }, review()).note).toBe('У ключа нет прав на этот раздел WB.')
  expect(footerOfUnsent({ ...unsent(), kind: 'rejection', state: 'refused', refused }, device()).text).toBe(
    'Вопрос не отклонён',
  )
})

test('a rejection that waits on the device can be cancelled, not edited', () => {
  const waiting = outboxItem({ ...unsent(), kind: 'rejection' }, now.getTime())

  expect(footerOfUnsent(waiting, { ...device(), online: false }).actions).toEqual(['cancel'])
})

test('accepted is not published', () => {
  expect(footerOfReply(reply('ACCEPTED'), review()).text).toBe('Отправлено, ждём WB')
  expect(footerOfReply(reply('CONFIRMED'), review()).text).toBe('Ответ опубликован')
})

test('an answer that WB shows to be with its moderators says so', () => {
  expect(footerOfReply({ ...reply('ACCEPTED'), moderatedAt: later(-5) }, review()).text).toBe('На проверке WB')
})

test('an answer that does not appear says since how many hours, and offers nothing that the server would refuse', () => {
  const silent = { ...review(), wbSyncState: 'UNCONFIRMED' as const }

  expect(footerOfReply({ ...reply('ACCEPTED'), acceptedAt: later(-3 * 3600 - 900) }, silent)).toMatchObject({
    note: 'Ответ не появился за 3\u00a0ч. Обращение снова ждёт ответа',
    actions: ['checkOnWb'],
  })
  expect(footerOfReply({ ...reply('ACCEPTED'), acceptedAt: later(-1800) }, silent).note).toContain('за 30\u00a0мин')
})

test('a reply that waits for the network can be tried at once, one that WB holds back cannot', () => {
  const waiting = { ...reply('RETRY_WAIT'), nextAt: later(40) }

  expect(footerOfReply({ ...waiting, failure: 'NETWORK' }, review())).toMatchObject({
    text: 'Повторим через 40 с',
    actions: ['sendNow', 'cancel'],
  })
  expect(footerOfReply({ ...waiting, failure: 'RATE' }, review()).actions).toEqual(['cancel'])
})

test('a call that takes longer than usual says so', () => {
  expect(footerOfReply({ ...reply('SENDING'), sentAt: later(-9) }, review()).note).toBeNull()
  expect(footerOfReply({ ...reply('SENDING'), sentAt: later(-11) }, review()).note).toBe('Дольше обычного')
})

test('she is asked when the buyer has written meanwhile', () => {
  const asked = { ...unsent(), state: 'refused' as const, refused: { type: 'BuyerWroteMeanwhile' } }

  expect(footerOfUnsent(asked, device())).toMatchObject({
    text: 'Покупатель написал ещё раз',
    note: 'Проверьте ответ перед отправкой',
    actions: ['check', 'sendAsIs', 'remove'],
  })
})

test('she is asked the same of a message that has waited for a key on the server', () => {
  const stopped = { ...reply('FAILED'), failure: 'BUYER_WROTE' as const }

  expect(footerOfReply(stopped, { ...review(), channel: 'CHAT' })).toMatchObject({
    text: 'Покупатель написал ещё раз',
    actions: ['check', 'sendAsIs', 'remove'],
  })
})

test('a reply of unknown fate offers no second send', () => {
  expect(footerOfReply(reply('UNKNOWN'), review()).actions).toEqual([])
})

test('a reply that left waits visibly for a key with which its fate can be found out', () => {
  const withoutKey = { failure: 'AUTH' as const, nextAt: null }

  expect(footerOfReply({ ...reply('UNKNOWN'), ...withoutKey }, review())).toMatchObject({
    text: 'Ждёт ключ WB',
    note: 'Не знаем, дошёл ли ответ',
    actions: ['renewKey'],
  })
  expect(footerOfReply({ ...reply('ACCEPTED'), ...withoutKey }, review())).toMatchObject({
    text: 'Ждёт ключ WB',
    note: 'Отправлено, ждём WB',
  })
})

test('a reply of unknown fate says by when that will be known, not when it is looked for next', () => {
  const lost = {
    ...reply('UNKNOWN'),
    nextAt: '2026-03-04T12:00:10Z',
    knownBy: new Date(2026, 2, 5, 14, 5).toISOString(),
  }

  expect(footerOfReply(lost, review()).note).toBe('Не знаем, дошёл ли ответ. Станет ясно к завтра, 14:05')
  expect(footerOfReply(reply('UNKNOWN'), review()).note).toBe('Не знаем, дошёл ли ответ')
})

test('what WB rejected can be mended, what failed can be repeated', () => {
  expect(footerOfReply(reply('MODERATION_REJECTED'), review()).actions).toEqual(['fix', 'remove'])
  expect(footerOfReply(reply('MODERATION_REJECTED'), { ...review(), writable: false }).actions).toEqual([
    'copy',
    'remove',
  ])
  expect(footerOfReply({ ...reply('FAILED'), failure: 'AUTH' }, review())).toMatchObject({
    text: 'Не отправлено',
    note: 'Ключ WB недействителен или отозван. Обновите его в настройках.',
    actions: ['retry', 'edit', 'remove'],
  })
})

test.each([
  ['RATE', 'WB ограничивал частоту запросов. Автоматически больше не отправим.'],
  ['NETWORK', 'Не было связи с WB. Автоматически больше не отправим.'],
] as const)('a reply that was given up for %s does not say that it goes by itself', (failure, note) => {
  expect(footerOfReply({ ...reply('FAILED'), failure }, review())).toMatchObject({
    text: 'Не отправлено',
    note,
    actions: ['retry', 'edit', 'remove'],
  })
})

test('what our own server could not take goes again by itself, and says so', () => {
  const held = { ...unsent(), hold: 'fault' as const, attempts: 1 }

  expect(footerOfUnsent(held, device())).toMatchObject({
    text: 'Ожидает отправки',
    note: 'Ошибка сервера. Повторим автоматически',
    actions: ['sendNow', 'edit'],
  })
})

test('an edit that came to nothing speaks of itself, and can be made again as long as WB takes one', () => {
  const failed = { ...reply('FAILED'), kind: 'EDIT' as const, failure: 'INVALID' as const }
  const answered = { ...review(), writable: false, editable: true }

  expect(footerOfReply(failed, answered)).toMatchObject({
    text: 'Правка не отправлена',
    actions: ['retry', 'edit', 'remove'],
  })
  expect(footerOfReply(failed, { ...answered, editable: false }).actions).toEqual(['copy', 'remove'])
  expect(footerOfReply({ ...failed, state: 'NEEDS_ATTENTION' }, answered)).toMatchObject({
    note: 'На WB прежний ответ',
    actions: ['checkOnWb', 'sendAgain', 'remove'],
  })
})

test('what the rules forbade while it waited can be mended, not repeated', () => {
  const blocked = { ...reply('FAILED'), failure: 'GUARDRAIL' as const }

  expect(footerOfReply(blocked, review())).toMatchObject({
    text: 'Не отправлено: нарушает правила',
    note: 'Ответ заблокирован правилами безопасности.',
    actions: ['fix'],
  })
  expect(footerOfReply(blocked, { ...review(), writable: false }).actions).toEqual(['copy', 'remove'])
})

test('a state this app does not know is not a crash', () => {
  expect(footerOfReply(reply('NEW_STATE' as ReplyState), review()).text).toBe('Состояние обновляется…')
})

test('without a network the reply waits and says when it goes', () => {
  expect(footerOfUnsent(unsent(), { ...device(), online: false })).toMatchObject({
    text: 'Ожидает отправки',
    note: 'Отправим, когда появится связь',
  })
})

test('where somebody else was faster nothing can be mended: it says who, and the text can be copied', () => {
  const overtaken = footerOfReply(reply('ANSWERED_ELSEWHERE'), {
    ...review(),
    writable: false,
    answeredBy: 'в кабинете WB, 12:47',
  })

  expect(overtaken).toMatchObject({
    text: 'На это обращение уже ответили',
    note: 'в кабинете WB, 12:47',
    actions: ['copy', 'remove'],
  })
})

test('a message that yielded to another answer can still be sent: a chat has room for both', () => {
  const yielded = footerOfReply(reply('ANSWERED_ELSEWHERE'), { ...review(), channel: 'CHAT' })

  expect(yielded.actions).toEqual(['sendAnyway', 'remove'])
})

test('who answered is told by name or by place, with the time that is known, and nothing is made up', () => {
  const at = new Date(2026, 2, 4, 12, 47)
  const time = at.toISOString()

  expect(whoAnswered({ inCabinet: true, name: null, at: time }, at)).toBe('в кабинете WB, 12:47')
  expect(whoAnswered({ inCabinet: false, name: 'Мария', at: time }, at)).toBe('Мария, 12:47')
  expect(whoAnswered({ inCabinet: true, name: null, at: null }, at)).toBe('в кабинете WB')
  expect(whoAnswered({ inCabinet: false, name: null, at: time }, at)).toBe('12:47')
  expect(whoAnswered(null, at)).toBeNull()
})

test('away from the conversation there is a way to look at both answers', () => {
  const inList = { ...review(), inList: true }
  const refused = { type: 'Conflict', reason: 'ALREADY_ANSWERED' }

  expect(footerOfReply(reply('ANSWERED_ELSEWHERE'), inList).actions).toEqual(['look', 'copy', 'remove'])
  expect(footerOfReply(reply('ANSWERED_ELSEWHERE'), { ...inList, channel: 'CHAT' }).actions).toEqual([
    'look',
    'sendAnyway',
    'remove',
  ])
  expect(footerOfUnsent({ ...unsent(), state: 'refused', refused }, { ...device(), inList: true }).actions).toEqual([
    'look',
    'copy',
    'remove',
  ])
  expect(footerOfReply(reply('FAILED'), inList).actions).not.toContain('look')
})

test('an item answered meanwhile says so instead of sending', () => {
  const conflict = { ...unsent(), state: 'refused' as const, refused: { type: 'Conflict', reason: 'ALREADY_ANSWERED' } }

  expect(footerOfUnsent(conflict, device())).toMatchObject({
    text: 'На это обращение уже ответили',
    actions: ['copy', 'remove'],
  })
  expect(footerOfUnsent({ ...conflict, channel: 'CHAT' }, device()).actions).toEqual(['sendAnyway', 'remove'])
})

test('what can only fail again, because the item is gone, is not offered to be repeated', () => {
  const ended = { ...reply('FAILED'), failure: 'NOT_FOUND' as const }
  const refusedAs = (refused: { type: string; reason?: string }) => ({
    ...unsent(),
    state: 'refused' as const,
    refused,
  })

  expect(footerOfReply(ended, review())).toMatchObject({
    note: 'Обращение больше не доступно в WB.',
    actions: ['copy', 'remove'],
  })
  expect(footerOfReply({ ...ended, kind: 'REJECTION' }, review()).actions).toEqual(['remove'])
  for (const refused of [{ type: 'NotFound' }, { type: 'WritingBlocked', reason: 'REMOVED' }])
    expect(footerOfUnsent(refusedAs(refused), device()).actions, refused.type).toEqual(['copy', 'remove'])
})

test.each([
  ['ALREADY_EDITED', 'Ответ уже редактировали'],
  ['TOO_LATE', 'Прошло больше 60 дней'],
  ['FORBIDDEN', 'WB запретил правку'],
  ['NO_ANSWER', 'Сейчас ответ изменить нельзя'],
])(
  'an edit that this device was refused as %s keeps its words, and is not offered to be sent again',
  (reason, note) => {
    const refused = { type: 'EditBlocked', reason }

    expect(footerOfUnsent({ ...unsent(), kind: 'edit', state: 'refused', refused }, device())).toMatchObject({
      text: 'Правка не отправлена',
      note,
      actions: ['copy', 'remove'],
    })
  },
)

test('an edit that another reply or the key held up can be made again', () => {
  const refusals = [
    { type: 'Conflict', reason: 'REPLY_IN_FLIGHT' },
    { type: 'EditBlocked', reason: 'KEY_REJECTED' },
  ]

  for (const refused of refusals)
    expect(
      footerOfUnsent({ ...unsent(), kind: 'edit', state: 'refused', refused }, device()).actions,
      refused.reason,
    ).toEqual(['retry', 'edit', 'remove'])
})

test('an answer to a question that was rejected meanwhile can only be copied', () => {
  for (const type of ['WritingBlocked', 'Conflict']) {
    const refused = { type, reason: 'REJECTED_QUESTION' }
    expect(footerOfUnsent({ ...unsent(), state: 'refused', refused }, device()).actions, type).toEqual([
      'copy',
      'remove',
    ])
  }
})

test('a message that waits for the one before it says so and can be taken back all the time', () => {
  const chat = { ...review(), channel: 'CHAT' as const }
  const waiting = { ...reply('QUEUED'), failure: 'EARLIER' as const, cancellableUntil: later(-3), nextAt: later(-3) }
  const words = { text: 'Ожидает отправки', note: 'Ждёт предыдущего сообщения', actions: ['edit', 'cancel'] }

  expect(footerOfReply(waiting, chat)).toMatchObject(words)
  expect(footerOfReply({ ...waiting, cancellableUntil: later(6), nextAt: later(6) }, chat)).toMatchObject(words)
  expect(footerOfReply({ ...waiting, state: 'RETRY_WAIT' }, chat)).toMatchObject(words)
  expect(footerOfReply(waiting, { ...chat, earlierAt: new Date(2026, 2, 4, 14, 5) }).note).toBe(
    'Ждёт предыдущего сообщения: оно уйдёт около 14:05',
  )
})

test('a message that waits until the chats were read says that, and blames no queue of WB', () => {
  const waiting = { ...reply('QUEUED'), failure: 'UNREAD' as const, cancellableUntil: later(300), nextAt: later(300) }
  const words = {
    text: 'Ожидает отправки',
    note: 'Сначала проверим, что нового в чатах WB',
    actions: ['edit', 'cancel'],
  }

  expect(footerOfReply(waiting, { ...review(), channel: 'CHAT' })).toMatchObject(words)
  expect(footerOfReply({ ...waiting, state: 'RETRY_WAIT' }, { ...review(), channel: 'CHAT' })).toMatchObject(words)
})

test('a reply that waits for a key says so, leads to it and can be taken back', () => {
  const waiting = { ...reply('QUEUED'), failure: 'AUTH' as const, cancellableUntil: null, nextAt: null }

  expect(footerOfReply(waiting, review())).toMatchObject({
    text: 'Ждёт ключ WB',
    note: null,
    actions: ['renewKey', 'edit', 'cancel'],
  })
  expect(footerOfReply({ ...waiting, kind: 'REJECTION' }, review()).actions).toEqual(['renewKey', 'cancel'])
})

test('what a dead key has ended leads to a new one, and is repeated once there is one', () => {
  const ended = { ...reply('FAILED'), failure: 'AUTH' as const }

  expect(footerOfReply(ended, { ...review(), writable: false }).actions).toEqual(['renewKey', 'copy', 'remove'])
  expect(footerOfReply(ended, review()).actions).toEqual(['retry', 'edit', 'remove'])
})

test('a lost reply that was sent again elsewhere, or has arrived, offers no sending that would be refused once more', () => {
  const replaced = { ...unsent(), state: 'refused' as const, refused: { type: 'Conflict', reason: 'NOT_REPLACEABLE' } }

  expect(footerOfUnsent(replaced, device())).toMatchObject({
    text: 'Не отправлено',
    note: 'Этот ответ уже дошёл или его отправили ещё раз. Проверьте переписку',
    actions: ['edit', 'remove'],
  })
})

test('a reply that waits for its turn in WB’s pace names the time, and has no countdown', () => {
  const waiting = { ...reply('QUEUED'), failure: 'RATE' as const, cancellableUntil: later(720), nextAt: later(720) }

  expect(footerOfReply(waiting, review())).toMatchObject({
    text: 'Ожидает отправки',
    note: expect.stringMatching(/^Очередь WB: отправим около \d\d:\d\d$/),
    actions: ['edit', 'cancel'],
  })
  const soon = { ...waiting, cancellableUntil: later(2), nextAt: later(2) }
  expect(footerOfReply(soon, review())).toMatchObject({ text: 'Отправляется…', actions: ['cancel'] })
})

const later = (seconds: number) => new Date(now.getTime() + 1000 * seconds).toISOString()

test('a message that lost files says so with their names, and offers to send what is here', () => {
  const file = (name: string, isLost: boolean) => ({ id: name, name, type: 'application/pdf', size: 1, isLost })
  const files = [file('схема.pdf', true), file('фото.png', false)]
  const chat = { ...review(), channel: 'CHAT' as const }

  const partly = { ...reply('CONFIRMED'), files, lostFileCount: 1 }
  expect(footerOfReply(partly, chat)).toMatchObject({
    tone: 'warn',
    text: 'Отправлено без 1\u00a0файла',
    note: 'схема.pdf',
    actions: ['sendFiles'],
  })
  // Until the message is seen nobody knows for sure.
  expect(footerOfReply({ ...partly, state: 'ACCEPTED' }, chat).actions).toEqual([])
  const unnamed = { ...partly, files: [file('фото.png', false)], lostFileCount: 2 }
  expect(footerOfReply(unnamed, chat)).toMatchObject({
    text: 'Отправлено без 2\u00a0файлов',
    note: null,
    actions: [],
  })
})

const review = () =>
  ({ channel: 'REVIEW', wbSyncState: 'PENDING', writable: true, editable: false, answeredBy: null, now }) as const

const device = () => ({ online: true, signedIn: true, answeredBy: null, now })

const unsent = () =>
  outboxItem({ key: 'k', interactionId: 'i', channel: 'REVIEW', text: 'Спасибо', userId: 'me' }, now.getTime())

function reply(state: ReplyState): ReplyFieldsFragment {
  return {
    id: 'r',
    key: 'k',
    text: 'Спасибо',
    files: [],
    lostFileCount: 0,
    state,
    kind: 'ANSWER' as const,
    failure: null,
    cancellableUntil: null,
    nextAt: null,
    knownBy: null,
    attempts: 1,
    createdAt: now.toISOString(),
    sentAt: null,
    acceptedAt: null,
    moderatedAt: null,
    confirmedAt: null,
    failedAt: null,
    dismissedAt: null,
  }
}
