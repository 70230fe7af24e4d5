import { programOf } from '../../bin/commands/program';

const INTRODUCTION = `# Commands

<!-- Generated from the commands' own help by \`npm run reference\`. -->

\`npx cdk-hadoop\` in a project, or in a clone of this repository. Each command prints its help with \`--help\`.
`;

/** Width of the help texts, regardless of the terminal. */
const WIDTH = 110;

/** The reference of all commands, from their help texts. */
export function commandsPage(): string {
  const program = programOf(() => undefined);
  const own = program.commands.filter((command) => command.name() !== 'help');
  const sections = [program, ...own].map((command) => {
    let text = '';
    command.configureOutput({
      writeOut: (part) => (text += part),
      getOutHelpWidth: () => WIDTH,
      getOutHasColors: () => false,
    });
    command.outputHelp();
    const name = command === program ? command.name() : `${program.name()} ${command.name()}`;
    return `\n## ${name}\n\n\`\`\`text\n${text.trim()}\n\`\`\`\n`;
  });
  return INTRODUCTION + sections.join('');
}
