import Box from "@mui/material/Box";
import Dialog from "@mui/material/Dialog";
import InputBase from "@mui/material/InputBase";
import useAutocomplete from "@mui/material/useAutocomplete";
import { Search } from "lucide-react";
import type { ReactNode } from "react";

export interface Command {
  id: string;
  group: string;
  title: string;
  hint?: string;
  icon?: ReactNode;
  run: () => void;
}

interface Props {
  label: string;
  placeholder: string;
  typed: string;
  onType: (typed: string) => void;
  commands: readonly Command[];
  /** What is said where nothing answers to what was typed. */
  empty: string;
  onClose: () => void;
}

/** Everything by its name: type, walk with the arrow keys, Enter goes there, Escape leaves. */
export default function CommandPalette({
  label,
  placeholder,
  typed,
  onType,
  commands,
  empty,
  onClose,
}: Props) {
  const list = useAutocomplete<Command>({
    open: true,
    options: commands,
    autoHighlight: true,
    inputValue: typed,
    value: null,
    filterOptions: (all) => all,
    getOptionLabel: ({ title }) => title,
    getOptionKey: ({ id }) => id,
    onInputChange: (_event, text, reason) => {
      if (reason === "input") onType(text);
    },
    onChange: (_event, command) => {
      onClose();
      command?.run();
    },
    onClose: (_event, reason) => {
      if (reason === "escape") onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      aria-label={label}
      sx={{ "& .MuiDialog-container": { alignItems: "flex-start" } }}
    >
      <Box {...list.getRootProps()}>
        <Box
          sx={{
            display: "flex",
            alignItems: "center",
            gap: 1.5,
            px: 2,
            borderBottom: 1,
            borderColor: "divider",
          }}
        >
          <Search size={20} aria-hidden />
          <InputBase
            fullWidth
            autoFocus
            placeholder={placeholder}
            slotProps={{ input: { ...list.getInputProps(), "aria-label": label, "aria-expanded": true } }}
            sx={{ minHeight: 56 }}
          />
        </Box>
        <Box
          component="ul"
          {...list.getListboxProps()}
          aria-label={label}
          sx={{
            m: 0,
            p: 1,
            listStyle: "none",
            maxHeight: "min(60vh, 420px)",
            overflowY: "auto",
            "& .Mui-focused": { bgcolor: "brandSoft.main", color: "brandSoft.contrastText" },
          }}
        >
          {(list.groupedOptions as Command[]).map((option, index) => {
            const { key, ...props } = list.getOptionProps({ option, index });
            return (
              <Box
                component="li"
                key={key}
                {...props}
                sx={{
                  display: "flex",
                  alignItems: "center",
                  gap: 1.5,
                  minHeight: 44,
                  px: 1.5,
                  borderRadius: 2,
                  cursor: "pointer",
                }}
              >
                <Box component="span" aria-hidden sx={{ display: "inline-flex", opacity: 0.8 }}>
                  {option.icon}
                </Box>
                <Box component="span" sx={{ flex: 1, minWidth: 0, overflowWrap: "anywhere" }}>
                  {option.title}
                </Box>
                <Box component="span" sx={{ fontSize: "0.8125rem", opacity: 0.85 }}>
                  {option.hint ?? option.group}
                </Box>
              </Box>
            );
          })}
        </Box>
        {commands.length === 0 && (
          <Box role="status" sx={{ px: 2.5, pb: 2.5, color: "text.secondary" }}>
            {empty}
          </Box>
        )}
      </Box>
    </Dialog>
  );
}
