/** What each rule is about, in a word or two (domain §10.3). */
export const findingLabels = {
  ai_mention: 'Упоминание ИИ',
  promise: 'Обещание',
  blame: 'Обвинение',
  dismissive: 'Отписка',
  legal: 'Признание вины',
  jargon: 'Жаргон',
  contact: 'Контакты и ссылки',
  review_incentive: 'Вознаграждение за отзыв',
  pii_request: 'Запрос личных данных',
  competitor: 'Другая площадка',
  unsolicited_return: 'Возврат без запроса',
  question_in_review: 'Вопрос в ответе на отзыв',
  duplicate: 'Такой же ответ уже отправляли',
  length: 'Длина ответа',
  empty: 'Пустой ответ',
}
