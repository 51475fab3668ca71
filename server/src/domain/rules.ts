// What the app on the phone runs as well, so that no rule is written twice. The only thing of the server that it may import.
export { mostBulkItems } from './bulk.ts'
export { mustStop } from './escalation-effect.ts'
export { type FileType, fileTypeOf } from './file-type.ts'
export {
  bundledPolicy,
  type GuardrailCategory,
  type GuardrailPolicy,
  type GuardrailRule,
  guardrailReading,
} from './guardrail-policy.ts'
export {
  bundledGuardrails,
  checkReply,
  compileGuardrails,
  type Finding,
  type Guardrails,
  isBlocked,
  type ReplyContext,
  textFingerprint,
} from './guardrails.ts'
export { maskPersonalData } from './personal-data.ts'
export { lengthLimits, sameText } from './reply.ts'
export { type FilesRefusal, fileLimits, filesRefusalOf } from './reply-file.ts'
export { slaStateOf } from './sla.ts'
export { fillTemplate, fitsItem, type TemplateFacts, unfilledIn } from './template.ts'
export { isBlank, lengthOf } from './text.ts'
