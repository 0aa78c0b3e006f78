/** Whether the server has been told to stop: readiness turns off first, then open requests end, then the database closes. */
export class Lifeline {
  isStopping = false;
}
