import {
  IconAddressBook, IconAt, IconBuildingBank, IconDeviceMobileOff, IconFlame, IconIdBadge, IconKey, IconLockOpen, IconMailCheck, IconMailForward, IconMailPlus, IconMailShare, IconMoodX, IconPasswordUser,
  IconPencil, IconRubberStamp, IconSnowflake, IconSquareRoundedMinus, IconTransfer, IconUserCheck, IconUsersGroup, IconUserX, type TablerIcon,
} from '@tabler/icons-react';
import type { ActionTypeWord } from '#contracts';

export const ACTION_ICONS: Readonly<Record<ActionTypeWord, TablerIcon>> = {
  'send-recovery-link': IconMailForward, 'resend-activation': IconMailPlus, 'tell-username': IconAt, 'issue-temporary-password': IconKey, 'send-initial-credentials': IconPasswordUser, unlock: IconLockOpen,
  'confirm-registration': IconMailCheck, 'approve-registration': IconUserCheck, 'refuse-registration': IconMoodX, 'release-registration-data': IconRubberStamp, 'assign-username': IconIdBadge,
  'change-email': IconMailShare, 'add-second-address': IconAddressBook, 'update-profile': IconPencil, 'issue-pin': IconBuildingBank, 'unlock-pin-area': IconSquareRoundedMinus,
  'reset-second-factor': IconDeviceMobileOff, 'migrate-account': IconTransfer, 'merge-accounts': IconUsersGroup, 'delete-account': IconUserX, freeze: IconSnowflake, unfreeze: IconFlame,
};
