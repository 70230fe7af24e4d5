import { devDependencies } from '../../../package.json';
import { optionalPackage } from '../../../bin/package/optional-package';
import { UserError } from '../../../bin/errors/user-error';

const NAME = '@kubernetes/client-node';

const failing = (code: string, message: string) => (): Promise<never> =>
  Promise.reject(Object.assign(new Error(message), { code }));

test('GIVEN a package that is installed THEN it is loaded', async () => {
  expect(await optionalPackage(NAME, 'a test', () => Promise.resolve('loaded'))).toBe('loaded');
});

test.each([
  ['ERR_MODULE_NOT_FOUND', `Cannot find package '${NAME}' imported from /app/connection.js`],
  ['MODULE_NOT_FOUND', `Cannot find module '${NAME}'\nRequire stack:\n- /app/connection.js`],
])(
  'GIVEN one that is not (%s) THEN the error has the command that installs what was tested',
  async (...error) => {
    const loaded = optionalPackage(NAME, 'access to a cluster', failing(...error));
    await expect(loaded).rejects.toThrow(UserError);
    await expect(loaded).rejects.toThrow(
      `access to a cluster needs ${NAME}, which is not installed; ` +
        `run: npm install --save-dev ${NAME}@^${devDependencies[NAME]}`,
    );
  },
);

test.each([
  ['a package of its own is missing', 'MODULE_NOT_FOUND', "Cannot find module 'jose'"],
  ['it is broken', 'ERR_INVALID', `cannot load '${NAME}'`],
])('GIVEN one that fails because %s THEN the error is the original one', async (_, ...error) => {
  await expect(optionalPackage(NAME, 'a test', failing(...error))).rejects.not.toThrow(UserError);
});
