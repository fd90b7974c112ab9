import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Truck } from "lucide-react";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { AppLink } from "@/components/AppLink";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { CopyButton } from "@/components/CopyButton";
import { DoneNote } from "@/components/DoneNote";
import { FormField } from "@/components/FormField";
import { NativeSelect } from "@/components/NativeSelect";
import { Panel } from "@/components/Panel";
import { PasswordField } from "@/components/PasswordField";
import { QuantityStepper } from "@/components/QuantityStepper";
import { SelectField } from "@/components/SelectField";
import { ToggleChip } from "@/components/ToggleChip";
import { Shown } from "./Shown";

interface Example {
  empty: string;
  filled: string;
  wrong: string;
  still: string;
  secret: string;
  choice: string;
}

const DEFAULTS: Example = {
  empty: "",
  filled: "Ada",
  wrong: "ada",
  still: "ada@example.com",
  secret: "bread",
  choice: "b",
};

/** What is tapped or typed into. */
export function Controls() {
  const { control, setError } = useForm<Example>({ defaultValues: DEFAULTS });
  const [quantity, setQuantity] = useState(0);
  const [pressed, setPressed] = useState(true);
  const [sort, setSort] = useState<"best" | "near">("best");
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState<string | null>(null);
  useEffect(() => setError("wrong", { message: "An e-mail address, like ana@example.com" }), [setError]);
  return (
    <Panel title="Controls">
      <Shown name="Button: the one that matters, others, what cannot be undone, small, at work, not now">
        <Button variant="contained">Place order</Button>
        <Button variant="outlined">Show more</Button>
        <Button>Later</Button>
        <Button variant="contained" color="error">
          Delete my account
        </Button>
        <Button variant="outlined" size="small">
          Small
        </Button>
        <Button variant="contained" loading>
          Place order
        </Button>
        <Button variant="contained" disabled>
          Place order
        </Button>
      </Shown>
      <Shown name="AppLink, CopyButton, ToggleChip, NativeSelect, QuantityStepper">
        <AppLink to="/gallery">A link</AppLink>
        <CopyButton text="copied" what="the example" />
        <ToggleChip pressed={pressed} onChange={setPressed} icon={Truck}>
          Delivers
        </ToggleChip>
        <NativeSelect
          label="Order of the list"
          value={sort}
          options={[
            ["best", "Best first"],
            ["near", "Nearest first"],
          ]}
          onChange={setSort}
        />
        <QuantityStepper name="Sourdough loaf" quantity={quantity} onChange={setQuantity} />
        <QuantityStepper name="Cinnamon bun" quantity={2} max={2} onChange={() => undefined} />
      </Shown>
      <Shown name="FormField: empty with a hint, filled, refused, not to be changed; PasswordField, SelectField">
        <Box sx={{ display: "grid", gap: 2, width: 1, maxWidth: 420 }}>
          <FormField control={control} name="empty" label="Note" helperText="What the shop should know" />
          <FormField control={control} name="filled" label="Name" required />
          <FormField control={control} name="wrong" label="E-mail" />
          <FormField control={control} name="still" label="E-mail of the account" disabled />
          <PasswordField control={control} name="secret" label="Password" autoComplete="off" />
          <SelectField
            control={control}
            name="choice"
            label="Reason"
            options={[
              ["a", "Sold out"],
              ["b", "We are closed"],
            ]}
          />
        </Box>
      </Shown>
      <Shown name="ConfirmDialog, DoneNote">
        <Button variant="outlined" onClick={() => setOpen(true)}>
          Ask
        </Button>
        <Button variant="outlined" onClick={() => setNote("Saved. Customers see it now.")}>
          Tell
        </Button>
        {open && (
          <ConfirmDialog
            title="Cancel this order?"
            hint="The business is told, and the log keeps it."
            confirm="Cancel order"
            pending={false}
            failure={null}
            onConfirm={() => setOpen(false)}
            onClose={() => setOpen(false)}
          />
        )}
        <DoneNote message={note} onClose={() => setNote(null)} />
      </Shown>
    </Panel>
  );
}
