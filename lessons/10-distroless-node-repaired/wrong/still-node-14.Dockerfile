FROM node:14 AS build
WORKDIR /app
COPY package.json .
RUN npm install
COPY . .
RUN npm run build

FROM node:14 AS modules
WORKDIR /app
COPY package.json .
RUN npm install --production

FROM gcr.io/distroless/nodejs24-debian13:nonroot
COPY --from=modules /app/node_modules /app/node_modules
COPY --from=build /app/build /app/build
CMD ["/app/build/index.js"]
