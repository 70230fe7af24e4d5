import { Command, ErrorOptions } from 'commander';
import { oneLine } from '../errors/user-error';

/** Maximum columns of a line with a hint. */
const COLUMNS = 120;

/**
 * A command that reports usage errors in one line: the option or argument, its value, and what is allowed. If it
 * fits, the line also names the help to read.
 */
export class CommandLine extends Command {
  public override createCommand(name?: string): Command {
    return new CommandLine(name);
  }

  public override error(message: string, options?: ErrorOptions): never {
    const text = oneLine(this.completed(message, options?.code));
    const hint = ` (see ${this.fullName()} --help)`;
    super.error(text.length + hint.length > COLUMNS ? text : `${text}${hint}`, options);
  }

  /** Adds what Commander omits from the message. */
  private completed(message: string, code: string | undefined): string {
    switch (code) {
      case 'commander.unknownOption':
        return `${message}: expected one of ${this.optionNames().join(', ')}`;
      case 'commander.unknownCommand':
        return `${message}: expected one of ${this.commands.map((command) => command.name()).join(', ')}`;
      case 'commander.missingMandatoryOptionValue':
      case 'commander.optionMissingArgument': {
        const option = this.options.find(({ flags }) => message.includes(`'${flags}'`));
        return option === undefined ? message : `${message}: ${option.description}`;
      }
      case 'commander.missingArgument': {
        const argument = this.registeredArguments.find((candidate) =>
          message.includes(`'${candidate.name()}'`),
        );
        return argument === undefined ? message : `${message}: ${argument.description}`;
      }
      case 'commander.excessArguments':
        return `error: too many arguments for '${this.name()}': ${this.excess()}`;
      default:
        return message;
    }
  }

  private optionNames(): string[] {
    return this.createHelp()
      .visibleOptions(this)
      .flatMap(({ long }) => long ?? []);
  }

  /** The given and the accepted arguments. */
  private excess(): string {
    const given = this.args.map((arg) => `'${arg}'`).join(', ');
    const taken = this.registeredArguments.map((argument) => argument.name());
    return `${given}; expected ${taken.length === 0 ? 'none' : `only ${taken.join(', ')}`}`;
  }

  private fullName(): string {
    return [...(this.parent === null ? [] : [this.parent.name()]), this.name()].join(' ');
  }
}
