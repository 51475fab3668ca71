import {
  CreateTemplateDocument,
  type CreateTemplateMutation,
  DeleteTemplateDocument,
  type DeleteTemplateMutation,
  type TemplateFields,
  TemplatesDocument,
  UpdateTemplateDocument,
  type UpdateTemplateMutation,
} from '#generated/graphql.ts'
import { client } from './client.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/** A new template, or an old one written anew. */
export async function saveTemplate(
  where: { sellerId: string; templateId: string | null },
  template: TemplateFields,
): Promise<Outcome<CreateTemplateMutation['createTemplate'] | UpdateTemplateMutation['updateTemplate']>> {
  const { sellerId, templateId } = where
  if (templateId === null) {
    const { data, error } = await client.value
      .mutation(CreateTemplateDocument, { input: { sellerId, template } })
      .toPromise()
    return outcomeOf(data?.createTemplate, error)
  }
  const { data, error } = await client.value
    .mutation(UpdateTemplateDocument, { input: { templateId, template } })
    .toPromise()
  return outcomeOf(data?.updateTemplate, error)
}

export async function deleteTemplate(templateId: string): Promise<Outcome<DeleteTemplateMutation['deleteTemplate']>> {
  const { data, error } = await client.value.mutation(DeleteTemplateDocument, { input: { templateId } }).toPromise()
  return outcomeOf(data?.deleteTemplate, error)
}

/** Asks for the seller's templates; whoever follows them hears of the answer. */
export async function readTemplates(sellerId: string): Promise<void> {
  await client.value.query(TemplatesDocument, { sellerId }, { requestPolicy: 'network-only' }).toPromise()
}
