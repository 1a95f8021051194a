FROM node:24-trixie-slim
WORKDIR /usr/src/app
RUN --mount=type=bind,source=package.json,target=/usr/src/app/package.json \
    --mount=type=bind,source=package-lock.json,target=/usr/src/app/package-lock.json \
    --mount=type=cache,target=/root/.npm \
    npm ci
COPY . .
RUN npm run build
CMD ["npm", "start"]
