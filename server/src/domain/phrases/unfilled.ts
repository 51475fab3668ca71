// What is written between brackets where somebody is to put his own words; alternatives of a pattern, the case of the letters aside.

/** What differs from item to item. */
export const partsOfPlaces =
  'имя|фамилия|имя и фамилия|фио|подпись|должность|название|наименование|магазин|бренд|компания|товар|артикул|номер|дата|срок|сумма|размер|цвет|' +
  'город|адрес|телефон|почта|e-?mail|ссылка|промокод|причина|модель|name|shop|store|brand|company|product|link|date'

/** Whose it is: «[Название магазина]», «[номер заказа]». */
export const whosePlaces =
  'вашего|вашей|нашего|нашей|магазина|покупателя|покупательницы|клиента|клиентки|получателя|продавца|бренда|компании|товара|заказа|возврата|отправления|' +
  'доставки|оператора|менеджера|сотрудника|специалиста|представителя|поддержки|name'

/** Words that ask for others: whatever stands behind them is to be replaced. */
export const askingWords =
  'ваше?|ваша|ваши|вставьте|вставить|впишите|вписать|укажите|указать|подставьте|подставить|добавьте|заполните|your'

/** These are keys of a keyboard, too, as long as nothing stands behind them. */
export const askingKeys = 'insert|enter'
