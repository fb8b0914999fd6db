declare module "idiomorph" {
  interface Options {
    morphStyle?: "outerHTML" | "innerHTML";
    restoreFocus?: boolean;
    callbacks?: { beforeAttributeUpdated?: (name: string, element: Element) => boolean };
  }
  export const Idiomorph: { morph(target: Element, fresh: Node | Node[], options?: Options): Node[] | undefined };
}
