import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Checkbox } from "@/components/ui/checkbox";
import { DescriptionList } from "@/components/ui/description-list";
import { Disclosure } from "@/components/ui/disclosure";
import { Empty } from "@/components/ui/empty";
import { Entries, Entry, EntryFacts } from "@/components/ui/entries";
import { Field, TextArea } from "@/components/ui/field";
import { Fill } from "@/components/ui/fill";
import { Kbd } from "@/components/ui/kbd";
import { Notice } from "@/components/ui/notice";
import { Pager } from "@/components/ui/pager";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { Tabs } from "@/components/ui/tabs";
import styles from "./patterns.module.css";

const COLOURS = [
  "ink",
  "quiet",
  "rule",
  "accent",
  "lit",
  "matches",
  "close",
  "differs",
  "inserted",
  "deleted",
];

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles.part} data-part={name}>
      <h3>{name}</h3>
      {children}
    </div>
  );
}

const Row = ({ children }: { readonly children: ReactNode }) => <div className={styles.row}>{children}</div>;

const options = ["English", "Deutsch", "a language with a name that is longer than any list is wide"].map(
  (each) => <option key={each}>{each}</option>,
);

/** Every part of the kit in each of its states, for one theme. */
export function Parts({ theme }: { readonly theme: string }) {
  return (
    <>
      <Part name="Colours">
        <div className={styles.swatches}>
          {COLOURS.map((name) => (
            <div key={name} className={styles.swatch} style={{ borderColor: `var(--${name})` }}>
              <span>{name}</span>
            </div>
          ))}
        </div>
      </Part>
      <Part name="Button">
        <Row>
          <Button variant="primary">Send</Button>
          <Button>Save a draft</Button>
          <Button variant="danger">Delete</Button>
        </Row>
        <Row>
          <Button variant="primary" shortcut="a">
            Accept
          </Button>
          <Button shortcut="r">Reject</Button>
          <ButtonLink href="/patterns">A link</ButtonLink>
          <ButtonLink href="/patterns" variant="primary">
            A primary link
          </ButtonLink>
        </Row>
        <Row>
          <Button variant="primary" disabled>
            Sending
          </Button>
          <Button disabled>Disabled</Button>
        </Row>
        <Row>
          <Button size="small">Again</Button>
          <Button size="small" shortcut="Tab">
            0.75×
          </Button>
          <Button size="small" variant="primary">
            Small
          </Button>
          <Button size="small" variant="danger">
            Remove
          </Button>
        </Row>
        <Row>
          <Button variant="plain">Find</Button>
          <Button variant="plain" shortcut="l">
            Copy link
          </Button>
          <Button size="small" aria-pressed>
            On
          </Button>
          <Button size="small" aria-pressed={false}>
            Off
          </Button>
        </Row>
        <Row>
          <Button size="large" variant="primary">
            Search
          </Button>
        </Row>
      </Part>
      <Part name="Field">
        <Field label="Name" name="name" autoComplete="off" short />
        <Field
          label="E-mail address"
          name="mail"
          hint="We send a link to it."
          placeholder="ada@example.org"
        />
        <Field
          label="Slug"
          name="slug"
          defaultValue="The Show"
          error="Use lower-case letters, digits and hyphens."
        />
        <Field label="Read only" name="fixed" defaultValue="2026" disabled short />
        <Field label="Token" name="token" defaultValue="or_3f9d" font="code" readOnly short />
        <Field label="A hidden label" hideLabel name="hidden" placeholder="What do you hear?" font="text" />
        <TextArea label="Comment" name="comment" rows={2} hint="Markdown is shown as it is typed." />
        <TextArea label="Words" name="words" rows={2} font="text" defaultValue="Both are true." />
      </Part>
      <Part name="Select">
        <Select label="Language" name="language">
          {options}
        </Select>
        <Select label="Licence" name="licence" error="Choose a licence.">
          {options}
        </Select>
        <Select label="Speed" beside name="speed">
          <option>1×</option>
        </Select>
      </Part>
      <Part name="Checkbox">
        <Checkbox label="Send contributions" name={`box-${theme}`} defaultChecked />
        <Checkbox label="Review" name={`box-${theme}`} />
        <Checkbox type="radio" label="One" name={`radio-${theme}`} defaultChecked />
        <Checkbox type="radio" label="The other" name={`radio-${theme}`} />
      </Part>
      <Part name="Panel">
        <Panel title="A panel" level={4}>
          <p>A form, a card or a secret.</p>
        </Panel>
        <Panel tied>
          <p>A panel that belongs to the paragraph above it.</p>
        </Panel>
      </Part>
      <Part name="Notice">
        {(["info", "success", "warning", "error"] as const).map((kind) => (
          <Notice key={kind} kind={kind} live={false}>
            <p>
              <Fill text="This is {kind}: what happened, what was kept and what to do." with={{ kind }} />
            </p>
          </Notice>
        ))}
      </Part>
      <Part name="Tabs">
        <Tabs
          label={`Queues, ${theme}`}
          tabs={[
            { name: "Changes", href: "/patterns", current: true },
            { name: "Claims", href: "/patterns?claims", current: false },
          ]}
        />
      </Part>
      <Part name="Pager">
        <Pager page={2} pages={3} hrefOf={(page) => `/patterns?page=${page}`} label={`Pages, ${theme}`} />
      </Part>
      <Part name="Empty">
        <Empty>
          <p>Your tokens will be here.</p>
          <ButtonLink href="/patterns">Make a token</ButtonLink>
        </Empty>
      </Part>
      <Part name="Entries">
        <Entries aria-label={`Tokens, ${theme}`}>
          {["My laptop", "The other one"].map((name) => (
            <Entry key={name} actions={<Button variant="danger">Revoke</Button>}>
              <p>{name}</p>
              <EntryFacts>Made 2 November 2026, never used</EntryFacts>
            </Entry>
          ))}
        </Entries>
      </Part>
      <Part name="Disclosure">
        <Disclosure summary="The numbers">
          <p>37 % of 4,299.</p>
        </Disclosure>
        <Disclosure summary="Open" open>
          <p>What it holds.</p>
        </Disclosure>
      </Part>
      <Part name="Description list">
        <DescriptionList
          entries={[
            ["Population", "Python developers"],
            ["Base", "4,299"],
            ["Left out", null],
          ]}
        />
      </Part>
      <Part name="Key">
        <p>
          Press <Kbd>/</Kbd> to search.
        </p>
      </Part>
    </>
  );
}
