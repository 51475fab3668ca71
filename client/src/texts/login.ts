import { counted } from './formats.ts'

export const login = {
  tagline: 'Отзывы, вопросы и чаты Wildberries в одном месте',
  login: {
    title: 'Вход',
    submit: 'Войти',
    busy: 'Входим…',
    switchQuestion: 'Нет аккаунта?',
    switchLink: 'Зарегистрироваться',
  },
  register: {
    title: 'Регистрация',
    submit: 'Зарегистрироваться',
    busy: 'Создаём аккаунт…',
    switchQuestion: 'Уже есть аккаунт?',
    switchLink: 'Войти',
  },
  email: 'Email',
  emailPlaceholder: 'email@example.com',
  password: 'Пароль',
  passwordHelper: 'Минимум 8 символов',
  company: 'Название компании',
  companyPlaceholder: 'Моя компания',
  showPassword: 'Показать пароль',
  hidePassword: 'Скрыть пароль',
  errors: {
    emailMissing: 'Введите email',
    emailWrong: 'Проверьте email',
    passwordMissing: 'Введите пароль',
    passwordShort: 'Пароль короче 8 символов',
    companyMissing: 'Введите название компании',
    wrongCredentials: 'Неверный email или пароль',
    emailTaken: 'Такой email уже зарегистрирован',
    tooMany: (minutes: number) =>
      `Слишком много попыток. Попробуйте через ${counted(minutes, ['минуту', 'минуты', 'минут'])}`,
    unreachable: 'Нет связи. Войти можно только онлайн',
    broken: 'Не получилось. Попробуйте ещё раз',
  },
}
