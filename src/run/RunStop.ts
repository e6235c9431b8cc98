/** Why a layer cannot run, for the user: which option or input, and its value. The executor adds the layer's name. */
export class RunStop extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RunStop';
  }
}
