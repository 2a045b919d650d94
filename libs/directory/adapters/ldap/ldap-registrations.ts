import { DirectoryRefused } from '../../directory.faults.js';
import type { Registration } from '../../directory.js';
import { waitingForConfirmation, type ReadRegistration } from '../remote/registration-value.js';

/** What a decision about a registration asks of the directory. */
export interface RegistrationDesk {
  read(ref: string): Promise<ReadRegistration | undefined>;
  /** Undefined: it is finished. */
  write(ref: string, value: string | undefined): Promise<void>;
  setEnabled(ref: string, enabled: boolean): Promise<void>;
}

/** Let in, or to be confirmed first. The mark goes last: whoever repeats it after a crash finds what was to be done. */
export async function approve(desk: RegistrationDesk, ref: string): Promise<void> {
  const read = await desk.read(ref);
  if (read && !read.isConfirmed) return desk.write(ref, waitingForConfirmation(read.registration));
  await letIn(desk, ref);
}

export async function letIn(desk: RegistrationDesk, ref: string): Promise<void> {
  await desk.setEnabled(ref, true);
  await desk.write(ref, undefined);
}

export async function refuse(desk: RegistrationDesk, ref: string): Promise<void> {
  await desk.setEnabled(ref, false);
  await desk.write(ref, undefined);
}

/** @throws DirectoryRefused unless the registration is in this step */
export async function mustWaitFor(desk: RegistrationDesk, ref: string, waitsFor?: Registration['waitsFor']): Promise<void> {
  const read = await desk.read(ref);
  if (!read) throw new DirectoryRefused(`account ${ref} is no registration`);
  if (waitsFor !== undefined && read.registration.waitsFor !== waitsFor) throw new DirectoryRefused(`the registration of account ${ref} does not wait for ${waitsFor}`);
}
