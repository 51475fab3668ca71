import { findingMessage } from '#domain/finding-message.ts'
import type { GuardrailPolicy, GuardrailRule } from '#domain/guardrail-policy.ts'
import type { Finding } from '#domain/guardrails.ts'
import { rulesInForce, type SentText as Sent } from '#storage/reply-rules.ts'
import { builder } from './builder.ts'
import { encodeId } from './ids.ts'
import { Channel, Intent } from './interaction-words.ts'
import { words } from './words.ts'

const categories = {
  ai_mention: 'A bot, an AI or an automatic answer is mentioned.',
  promise: 'A refund, a replacement, a compensation or something else is promised that the seller does not decide.',
  blame: 'The buyer is blamed.',
  dismissive: 'The buyer is sent away.',
  legal: 'A fault is admitted that has consequences in law.',
  jargon: 'Words of the trade that buyers do not know.',
  contact: 'A link, a mailbox, a phone or a messenger; the marketplace refuses those.',
  review_incentive: 'A reward for a review or a rating.',
  pii_request: 'The buyer is asked for personal data.',
  competitor: 'Another marketplace is named.',
  unsolicited_return: 'A return or an exchange that the buyer has not spoken of.',
  question_in_review: 'A question that nobody can answer under a review.',
  duplicate: 'The same words went to another item within 24 hours.',
}
const length = 'The text is too short or too long.'
const empty = 'There is no text.'

export const GuardrailCategory = words('GuardrailCategory', 'What a rule for replies is about.', {
  ...categories,
  length,
  empty,
})

const GuardrailCode = words('GuardrailCode', 'Which rule it is: the category, and of lengths the limit in question.', {
  ...categories,
  too_short: 'Shorter than is advised.',
  too_long: 'Longer than is advised.',
  under_limit: 'Shorter than the marketplace takes.',
  over_limit: 'Longer than the marketplace takes.',
  empty,
})

const GuardrailSeverity = words('GuardrailSeverity', 'What follows from breaking a rule.', {
  block: 'The reply is not sent.',
  warn: 'Advice: the reply is sent all the same.',
})

const GuardrailStrictness = words('GuardrailStrictness', 'How strict a rule is in a channel.', {
  block: 'A reply that breaks it is not sent.',
  warn: 'It is advice.',
  off: 'The channel does not know it.',
})

export const GuardrailFinding = builder.objectRef<Finding>('GuardrailFinding').implement({
  description: 'Something that the rules for replies find in a text.',
  fields: (t) => ({
    code: t.expose('code', { type: GuardrailCode, description: 'Which rule it is.' }),
    category: t.expose('category', { type: GuardrailCategory, description: 'What the rule is about.' }),
    severity: t.expose('severity', { type: GuardrailSeverity, description: 'What follows.' }),
    phrase: t.exposeString('phrase', {
      description: 'The words as they stand in the text; empty when it is about the whole text.',
    }),
    start: t.exposeInt('start', {
      description: 'Where they begin in the text as it was sent to us, counted in Unicode code points from 0.',
    }),
    end: t.exposeInt('end', { description: 'Where they end, counted so; the end itself no longer belongs to them.' }),
    message: t.string({
      description: 'The finding as a sentence for people, in Russian.',
      resolve: findingMessage,
    }),
    hint: t.exposeString('hint', {
      nullable: true,
      description: 'What to do or to say instead, in Russian; null when the rule has no advice.',
    }),
    isWording: t.exposeBoolean('isWording', {
      description: 'Whether the hint is a wording that can stand in the place of the phrase.',
    }),
    excess: t.exposeInt('excess', {
      description: 'By how many characters a limit is missed; 0 when it is not about a length.',
    }),
  }),
})

const Rule = builder.objectRef<GuardrailRule>('GuardrailRule').implement({
  description:
    'A rule for replies, as data. In phrases `word` is this very word, `wor*` its beginning, `a b` words in a row, `a … b` words with up to two others between them; what lies in `!a b` does not count.',
  fields: (t) => ({
    category: t.expose('category', { type: GuardrailCategory, description: 'What it is about.' }),
    review: t.expose('review', { type: GuardrailStrictness, description: 'How strict it is under reviews.' }),
    question: t.expose('question', { type: GuardrailStrictness, description: 'How strict it is under questions.' }),
    chat: t.expose('chat', { type: GuardrailStrictness, description: 'How strict it is in chats.' }),
    phrases: t.string({
      nullable: true,
      description: 'Phrases that break it, with commas between them; null when it has none.',
      resolve: ({ phrases }) => phrases ?? null,
    }),
    shapes: t.stringList({
      description: 'Regular expressions with the flags `giu`; what they find breaks it as well.',
      resolve: ({ shapes }) => [...(shapes ?? [])],
    }),
    exactShapes: t.stringList({
      description:
        'Regular expressions with the flags `gu`, for which the case of letters counts; what they find breaks it as well.',
      resolve: ({ exactShapes }) => [...(exactShapes ?? [])],
    }),
    together: t.string({
      nullable: true,
      description: 'It counts only in a text with one of these phrases as well; null when there is no such condition.',
      resolve: ({ together }) => together ?? null,
    }),
    unlessBuyerSays: t.string({
      nullable: true,
      description:
        'It does not count where the buyer’s text has one of these phrases; null when that makes no difference.',
      resolve: ({ unless }) => unless?.buyerSays ?? null,
    }),
    unlessIntents: t.field({
      type: [Intent],
      description: 'It does not count where the buyer wants one of these.',
      resolve: ({ unless }) => [...(unless?.intents ?? [])],
    }),
    hint: t.string({
      nullable: true,
      description: 'What to do instead, in Russian; null when there is no advice.',
      resolve: ({ hint }) => hint ?? null,
    }),
    wordings: t.stringList({
      description: 'What can stand in the place of a phrase, the best first.',
      resolve: ({ wordings }) => [...(wordings ?? [])],
    }),
  }),
})

type Lengths = GuardrailPolicy['lengths'][keyof GuardrailPolicy['lengths']] & {
  channel: keyof GuardrailPolicy['lengths']
}

const RuleLengths = builder.objectRef<Lengths>('GuardrailLengths').implement({
  description: 'How long a reply may be in a channel, blanks around it not counted.',
  fields: (t) => ({
    channel: t.expose('channel', { type: Channel, description: 'The channel.' }),
    least: t.exposeInt('least', { description: 'The shortest that is sent, in code points.' }),
    most: t.exposeInt('most', { description: 'The longest that is sent, in code points.' }),
    advisedLeast: t.int({
      nullable: true,
      description: 'The shortest that is not advised against, in code points; null when nothing is.',
      resolve: ({ advised }) => advised?.least ?? null,
    }),
    advisedMost: t.int({
      nullable: true,
      description: 'The longest that is not advised against, in code points; null when nothing is.',
      resolve: ({ advised }) => advised?.most ?? null,
    }),
  }),
})

export const Policy = builder.objectRef<GuardrailPolicy>('GuardrailPolicy').implement({
  description: 'What a reply must not say, as data: with it an app can check a text without a network.',
  fields: (t) => ({
    version: t.exposeString('version', { description: 'Changes whenever the data do.' }),
    reading: t.exposeInt('reading', {
      description: 'How the data are to be read. Who knows only lower numbers cannot use them.',
    }),
    rules: t.field({ type: [Rule], description: 'The rules.', resolve: ({ rules }) => [...rules] }),
    lengths: t.field({
      type: [RuleLengths],
      description: 'The lengths of each channel.',
      resolve: ({ lengths }) =>
        (['review', 'question', 'chat'] as const).map((channel) => ({ channel, ...lengths[channel] })),
    }),
  }),
})

export const SentText = builder.objectRef<Sent>('SentText').implement({
  description: 'A text that was sent, as far as it takes to recognise the same words.',
  fields: (t) => ({
    fingerprint: t.exposeString('fingerprint', {
      description: 'The same for texts that differ only in punctuation, case and the like.',
    }),
    sentAt: t.expose('sentAt', { type: 'DateTime', description: 'When it was taken from the operator.' }),
    interactionId: t.id({
      description: 'Id of the interaction that it answers.',
      resolve: ({ interactionId }) => encodeId('Interaction', interactionId),
    }),
  }),
})

builder.queryField('guardrailPolicy', (t) =>
  t.withAuth({ signedIn: true }).field({
    type: Policy,
    description:
      'The rules that replies are checked with when they are sent, but for what a seller has added: those are in `Seller.guardrailPolicy`.',
    resolve: async (_root, _args, { deps }) => (await rulesInForce(deps.db.prisma, deps.log, null)).policy,
  }),
)
